// A slice on its way: its progress, its answer, and a network that falls silent.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { httpHost } from './http';

class FakeXhr {
  static last: FakeXhr;
  readonly headers: Record<string, string> = {};
  readonly upload: { onprogress?: (event: { loaded: number }) => void; onload?: () => void } = {};
  onloadend: () => void = () => {};
  opened: string[] = [];
  sent: unknown;
  status = 0;
  responseText = '';
  retryAfter: string | null = null;

  constructor() {
    FakeXhr.last = this;
  }

  open = (...opened: string[]) => (this.opened = opened);
  setRequestHeader = (name: string, value: string) => (this.headers[name] = value);
  getResponseHeader = () => this.retryAfter;
  send = (body: unknown) => (this.sent = body);
  abort = () => this.onloadend();

  answer(status: number, body: unknown): void {
    this.status = status;
    this.responseText = JSON.stringify(body);
    this.onloadend();
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('XMLHttpRequest', FakeXhr);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('a slice', () => {
  const slice = new Blob(['abc']);
  const control = () => new AbortController();
  const sendSlice = (onSent: (bytes: number) => void = () => {}, { signal } = control()) =>
    httpHost().uploads.send('u1', 7, slice, onSent, signal);

  it('goes to the offset where the upload is, as the page’s own request', async () => {
    const sent: number[] = [];
    const view = sendSlice((bytes) => sent.push(bytes));
    const xhr = FakeXhr.last;
    expect(xhr.opened).toEqual(['PATCH', 'uploads/u1']);
    expect(xhr.headers).toMatchObject({ 'Upload-Offset': '7', 'X-Flatchat-Page': '1' });
    expect(xhr.sent).toBe(slice);
    xhr.upload.onprogress?.({ loaded: 2 });
    xhr.answer(200, { id: 'u1', offset: 10, size: 20 });
    await expect(view).resolves.toEqual({ id: 'u1', offset: 10, size: 20 });
    expect(sent).toEqual([2]);
  });

  it('that is refused says why, where to go on, and when', async () => {
    const wrong = sendSlice();
    FakeXhr.last.answer(409, { error: { code: 'wrong_offset', message: 'go on', offset: 5 } });
    await expect(wrong).rejects.toMatchObject({ code: 'wrong_offset', offset: 5, status: 409 });
    const busy = sendSlice();
    FakeXhr.last.retryAfter = '3';
    FakeXhr.last.answer(503, { error: { code: 'busy', message: 'later' } });
    await expect(busy).rejects.toMatchObject({ code: 'busy', retryAfterMs: 3_000 });
  });

  it('is lost when nothing moves for 15 s, but the last one may take a minute to be answered', async () => {
    const lost = expect(sendSlice()).rejects.toMatchObject({ code: 'unreachable' });
    vi.advanceTimersByTime(15_000);
    await lost;

    let ended = false;
    const slow = sendSlice().catch(() => (ended = true));
    for (let i = 0; i < 5; i++) {
      vi.advanceTimersByTime(14_000);
      FakeXhr.last.upload.onprogress?.({ loaded: i });
    }
    FakeXhr.last.upload.onload?.();
    await vi.advanceTimersByTimeAsync(59_000);
    expect(ended).toBe(false);
    await vi.advanceTimersByTimeAsync(1_000);
    await slow;
    expect(ended).toBe(true);
  });

  it('ends with its upload', async () => {
    const given = control();
    const view = expect(sendSlice(() => {}, given)).rejects.toMatchObject({ code: 'unreachable' });
    given.abort();
    await view;
  });
});
