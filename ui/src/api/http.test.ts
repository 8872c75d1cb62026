// The host for guests: refusals in the host's words, and a silent stream that counts as lost.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { httpHost } from './http';

const encoder = new TextEncoder();
let stream: ReadableStreamDefaultController<Uint8Array>;
let signal: AbortSignal;

/** A stream that ends with an error when its request is aborted, as fetch's does. */
function streamingFetch(_path: string, init: RequestInit): Promise<Response> {
  signal = init.signal!;
  const body = new ReadableStream<Uint8Array>({ start: (controller) => void (stream = controller) });
  signal.addEventListener('abort', () => stream.error(new DOMException('aborted', 'AbortError')));
  return Promise.resolve(new Response(body));
}

const respond = (status: number, body: unknown, headers: HeadersInit = {}) =>
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(body), { status, headers })));

beforeEach(() => vi.useFakeTimers());

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('a request', () => {
  it('fails with the code and the suggestion of the server, in the page’s own words', async () => {
    respond(409, { error: { code: 'name_taken', message: 'any language', suggestion: 'ana 2' } });
    const message = 'Somebody here is already called that, or nearly; try “ana 2”.';
    const refusal = { code: 'name_taken', message, suggestion: 'ana 2', status: 409 };
    await expect(httpHost().enter('ana', null)).rejects.toMatchObject(refusal);
  });

  it('says in the server’s words what the page has no words for', async () => {
    respond(400, {
      error: { code: 'bad_name', reason: 'of a later version', message: 'choose another name' },
    });
    await expect(httpHost().enter('ana', null)).rejects.toMatchObject({ message: 'Choose another name.' });
  });

  it('goes to an address relative to the page, and marks each post as the page’s own', async () => {
    const requests: [string, RequestInit][] = [];
    vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
      requests.push([path, init]);
      return Promise.resolve(new Response('{}'));
    });
    const { room, messages, enter, leave, roaming } = httpHost();
    await Promise.all([room(), messages({}), enter('ana', null), leave(), roaming?.ticket()]);
    for (const [path] of requests) expect(path).toMatch(/^[a-z]/);
    const marked = requests.map(([, { headers }]) => new Headers(headers).has('X-Flatchat-Page'));
    expect(marked).toEqual([false, false, true, true, false]);
  });

  it('translates each act to its method, path and body', async () => {
    const requests: unknown[] = [];
    vi.stubGlobal('fetch', (path: string, { method, body }: RequestInit) => {
      requests.push([method, path, JSON.parse(String(body))]);
      return Promise.resolve(new Response('{}'));
    });
    const { act } = httpHost();
    await act({ do: 'say', text: 'hi', reply_to: null }, 'k', 'r', null);
    await act({ do: 'say', text: 'hi', reply_to: 12 }, 'k', 'r', '90-ab');
    await act({ do: 'edit', id: 12, text: 'ho' }, null, 'r', '90-ab');
    await act({ do: 'remove', id: 12, reason: 'spam' }, null, 'r', null);
    await act({ do: 'react', id: 12, emoji: '👍' }, null, 'r', null);
    await act({ do: 'unreact', id: 12, emoji: '?/#' }, null, 'r', null);
    await act({ do: 'pin', id: 12 }, null, 'r', null);
    await act({ do: 'unpin', id: 12 }, null, 'r', null);
    await act({ do: 'set_topic', topic: 'tea' }, null, 'r', null);
    await act({ do: 'share', uploads: ['a', 'b'], text: 'look' }, null, 'r', null);
    expect(requests).toEqual([
      ['POST', 'messages', { text: 'hi', key: 'k', run: 'r' }],
      ['POST', 'messages', { text: 'hi', reply_to: 12, key: 'k', run: 'r', cursor: '90-ab' }],
      ['PATCH', 'messages/12', { text: 'ho', run: 'r', cursor: '90-ab' }],
      ['DELETE', 'messages/12', { reason: 'spam', run: 'r' }],
      ['PUT', 'messages/12/reactions/%F0%9F%91%8D', { run: 'r' }],
      ['DELETE', 'messages/12/reactions/%3F%2F%23', { run: 'r' }],
      ['PUT', 'messages/12/pin', { run: 'r' }],
      ['DELETE', 'messages/12/pin', { run: 'r' }],
      ['PUT', 'topic', { topic: 'tea', run: 'r' }],
      ['POST', 'messages', { text: 'look', files: ['a', 'b'], run: 'r' }],
    ]);
  });

  it('resolves to null where nothing had to change', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(null, { status: 204 })));
    await expect(httpHost().act({ do: 'pin', id: 12 }, null, 'r', null)).resolves.toBeNull();
  });

  it('learns the host’s time from its responses', async () => {
    vi.setSystemTime('2026-11-22T10:30:00Z');
    respond(200, {}, { Date: 'Sun, 22 Nov 2026 10:37:00 GMT' });
    await httpHost().room();
    vi.advanceTimersByTime(1000);
    expect(new Date(httpHost().now()).toISOString()).toBe('2026-11-22T10:37:01.000Z');
    respond(500, {});
    await httpHost()
      .room()
      .catch(() => {});
    expect(new Date(httpHost().now()).toISOString()).toBe('2026-11-22T10:37:01.000Z');
  });

  it('says how long to wait', async () => {
    respond(429, { error: { code: 'too_fast', message: 'Slow down.' } }, { 'Retry-After': '4' });
    await expect(
      httpHost().act({ do: 'say', text: 'x', reply_to: null }, 'k', 'r', null),
    ).rejects.toMatchObject({
      code: 'too_fast',
      retryAfterMs: 4000,
    });
  });

  it('without a network is "unreachable"', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(httpHost().room()).rejects.toMatchObject({ code: 'unreachable', status: 0 });
  });

  it('without a response ends after 15 s', async () => {
    vi.stubGlobal('fetch', streamingFetch);
    const failed = expect(httpHost().room()).rejects.toMatchObject({ code: 'timeout' });
    await vi.advanceTimersByTimeAsync(15_000);
    await failed;
  });
});

describe('the stream', () => {
  const listen = (control = new AbortController()) => {
    vi.stubGlobal('fetch', streamingFetch);
    const frames: string[] = [];
    const handlers = {
      onBytes: () => {},
      onOpen: () => frames.push('opened'),
      onFrame: ({ data }: { data: string }) => frames.push(data),
    };
    return { frames, control, ended: httpHost().events('0-0', handlers, control.signal) };
  };

  it('stays while comments come, and is lost after 15 s of silence', async () => {
    const { ended } = listen();
    let lost: unknown = null;
    ended.catch((error: unknown) => (lost = error));
    for (let i = 0; i < 6; i++) {
      await vi.advanceTimersByTimeAsync(10_000);
      stream.enqueue(encoder.encode(': beat\n\n'));
    }
    expect(lost).toBeNull();
    await vi.advanceTimersByTimeAsync(17_000);
    expect(lost).toMatchObject({ code: 'unreachable' });
    expect(signal.aborted).toBe(true);
  });

  it('gives each frame, and resolves when the server ends it', async () => {
    const { ended, frames } = listen();
    await vi.advanceTimersByTimeAsync(0);
    stream.enqueue(encoder.encode('data: grü'));
    stream.enqueue(encoder.encode('ße\n\n'));
    stream.close();
    await ended;
    expect(frames).toEqual(['opened', 'grüße']);
  });

  it('ends quietly when it is given up', async () => {
    const { ended, control } = listen();
    await vi.advanceTimersByTimeAsync(0);
    control.abort();
    await expect(ended).resolves.toBeUndefined();
  });
});

describe('the room', () => {
  it('takes the response to the request that early.js has sent, once', async () => {
    const asked: string[] = [];
    vi.stubGlobal('fetch', (path: string) => {
      asked.push(path);
      return Promise.resolve(new Response('{"people":2}'));
    });
    vi.stubGlobal('earlyRoom', Promise.resolve(new Response('{"people":1}')));
    const host = httpHost();
    await expect(host.room()).resolves.toEqual({ people: 1 });
    expect(asked).toEqual([]);
    await expect(host.room()).resolves.toEqual({ people: 2 });
  });

  it('is refused and unreachable in the early response as in any other', async () => {
    const error = { code: 'code_required', message: 'a code' };
    vi.stubGlobal('earlyRoom', Promise.resolve(new Response(JSON.stringify({ error }), { status: 401 })));
    await expect(httpHost().room()).rejects.toMatchObject({ code: 'code_required', status: 401 });
    const lost = Promise.reject(new TypeError('lost'));
    lost.catch(() => {});
    vi.stubGlobal('earlyRoom', lost);
    await expect(httpHost().room()).rejects.toMatchObject({ code: 'unreachable' });
  });
});
