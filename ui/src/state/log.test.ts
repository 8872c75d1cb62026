// The window over the log: complete, in order, without doubles, and bounded.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Entry } from '../types/Entry';
import { cursorPast, entryAt, FakeHost } from './host.fixture';
import { Log, MOST_ENTRIES, MOST_WHEN_READ, SPARE_ENTRIES } from './log.svelte';
import { UPDATE_EVERY_MS } from './updates';

let host: FakeHost;
let log: Log;
let reported: Entry[];

beforeEach(() => {
  host = new FakeHost();
  reported = [];
  log = new Log(host, { onNew: (entries) => reported.push(...entries) });
});

const ids = () => log.entries.map((entry) => entry.id);
const sorted = () => [...new Set(ids())].sort((a, b) => a - b);
const stream = (...entries: Entry[]) => {
  for (const entry of entries) log.receive(entry, cursorPast(entry));
  log.flush();
};

describe('the log', () => {
  it('starts with the newest page, and its cursor is where the stream begins', async () => {
    host.fill(100);
    await log.loadLatest();
    expect(ids()[0]).toBe(400);
    expect(log.cursor).toBe('1000-ab');
    expect(log.older).toBe('400-ab');
  });

  it('knows an empty log to begin here, whichever entry comes first', async () => {
    await log.loadLatest();
    log.addSent(entryAt(20));
    stream(entryAt(0), entryAt(10));
    expect(ids()).toEqual([0, 10, 20]);
    expect(log.older).toBeNull();
  });

  it('goes to an entry far back, on from there, and does not load one that is here', async () => {
    host.fill(500);
    await log.loadLatest();
    await log.goTo(1000);
    expect(ids()).toContain(1000);
    expect(ids()).not.toContain(4990);
    expect(log.atEnd).toBe(false);
    await log.loadNewer();
    await log.loadOlder();
    expect(ids()).toEqual(sorted());
    const before = host.queries.length;
    await log.goTo(1000);
    expect(host.queries.length).toBe(before);
  });

  it('goes to an entry that has just come in', async () => {
    host.fill(5);
    await log.loadLatest();
    const fresh = host.append(entryAt(50));
    log.receive(fresh, cursorPast(fresh));
    await log.goTo(50);
    expect(ids()).toContain(50);
    expect(log.atEnd).toBe(true);
  });

  it('takes the oldest entry after a reset for what is older', () => {
    log.reset(null);
    log.addSent(entryAt(40));
    stream(entryAt(20), entryAt(30));
    expect(log.older).toBe('20');
  });

  it('shows an entry once, whichever of receipt and stream comes first', async () => {
    await log.loadLatest();
    const [a, b] = [entryAt(0), entryAt(10)];
    stream(a);
    log.addSent(a);
    log.addSent(b);
    stream(b);
    expect(ids()).toEqual([0, 10]);
  });

  it('puts an entry that comes late where it belongs', async () => {
    await log.loadLatest();
    log.addSent(entryAt(20));
    stream(entryAt(0), entryAt(10));
    expect(ids()).toEqual([0, 10, 20]);
  });

  it('does not move the stream’s cursor for a receipt', async () => {
    await log.loadLatest();
    log.addSent(entryAt(20));
    expect(log.cursor).toBe('0-0');
  });

  it('stays bounded while it follows, and can load again what it dropped', async () => {
    host.fill(60);
    await log.loadLatest();
    for (let i = 60; i < 600; i++) {
      stream(host.append(entryAt(i * 10)));
      expect(log.entries.length).toBeLessThan(MOST_WHEN_READ + SPARE_ENTRIES);
    }
    expect(log.entries.length).toBeGreaterThanOrEqual(MOST_WHEN_READ);
    expect(ids().slice(-1)).toEqual([5990]);
    const oldest = ids()[0] ?? 0;
    await log.loadOlder();
    expect(ids()).toEqual(sorted());
    expect(ids()[0]).toBe(oldest - 600);
  });

  it('keeps what a tall screen loaded while it shows the newest', async () => {
    host.fill(600);
    await log.loadLatest();
    for (let i = 0; i < 4; i++) await log.loadOlder();
    expect(log.entries).toHaveLength(300);
    for (let i = 600; i < 700; i++) {
      stream(host.append(entryAt(i * 10)));
      expect(log.entries.length).toBeGreaterThanOrEqual(300);
    }
    expect(log.entries.length).toBeLessThan(300 + SPARE_ENTRIES);
  });

  it('keeps more while there is something unread', async () => {
    log = new Log(host, { hasUnread: () => true });
    host.fill(60);
    await log.loadLatest();
    for (let i = 60; i < 600; i++) stream(host.append(entryAt(i * 10)));
    expect(log.entries.length).toBeGreaterThanOrEqual(MOST_ENTRIES);
    expect(log.entries.length).toBeLessThan(MOST_ENTRIES + SPARE_ENTRIES);
  });

  it('reaches the beginning and knows it', async () => {
    host.fill(130);
    await log.loadLatest();
    await log.loadOlder();
    await log.loadOlder();
    expect(ids()).toEqual(host.entries.map((entry) => entry.id));
    expect(log.older).toBeNull();
  });

  it('drops the newest end while the person reads further up, and comes back without a gap', async () => {
    host.fill(1000);
    await log.loadLatest();
    log.unfollow();
    for (let i = 0; i < 10; i++) await log.loadOlder();
    expect(log.entries).toHaveLength(MOST_ENTRIES);
    expect(log.atEnd).toBe(false);

    stream(host.append(entryAt(10_000)));
    expect(ids()).not.toContain(10_000);
    for (let i = 0; i < 20 && !log.atEnd; i++) await log.loadNewer();
    expect(log.atEnd).toBe(true);
    expect(ids()).toEqual(
      Array.from({ length: MOST_ENTRIES }, (_, i) => 10_000 - (MOST_ENTRIES - 1 - i) * 10),
    );
  });

  it('returns to the latest page, with the entries that came during the request', async () => {
    host.fill(1000);
    await log.loadLatest();
    log.unfollow();
    for (let i = 0; i < 10; i++) await log.loadOlder();
    const returning = log.returnToLatest();
    stream(host.append(entryAt(10_000)));
    await returning;
    expect(log.atEnd).toBe(true);
    expect(ids().slice(-2)).toEqual([9990, 10_000]);
  });

  it('forgets everything on a reset, and takes the page that follows', async () => {
    host.fill(100);
    await log.loadLatest();
    log.reset('0-0');
    expect(log.entries).toEqual([]);
    expect(log.cursor).toBe('0-0');
    stream(entryAt(30), entryAt(40));
    expect(ids()).toEqual([30, 40]);
    expect(log.older).toBe('30');
  });

  it('takes no page after a reset that was requested before it', async () => {
    host.fill(100);
    await log.loadLatest();
    const loading = log.loadOlder();
    log.reset('0-0');
    await loading;
    expect(log.entries).toEqual([]);
  });

  it('reports each fresh entry once', async () => {
    host.fill(2);
    await log.loadLatest();
    stream(entryAt(10), entryAt(20));
    stream(entryAt(20), entryAt(30));
    expect(reported.map((entry) => entry.id)).toEqual([20, 30]);
  });

  it('keeps a failure for the page to show, and works again afterwards', async () => {
    host.fill(100);
    const { messages } = host;
    host.messages = () => Promise.reject(new Error('away'));
    await log.loadLatest();
    expect(log.failed?.code).toBe('unreachable');
    expect(log.loaded).toBe(false);
    host.messages = messages;
    await log.loadLatest();
    expect(log.failed).toBeNull();
    expect(log.entries).toHaveLength(60);
  });
});

describe('how often the log changes', () => {
  const FRAME_MS = 17;

  beforeEach(async () => {
    await log.loadLatest();
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  const bring = (n: number) => log.receive(entryAt(10 * n), cursorPast(entryAt(10 * n)));

  it('shows an entry after a pause with the next frame', () => {
    bring(1);
    vi.advanceTimersByTime(FRAME_MS);
    expect(ids()).toEqual([10]);
    vi.advanceTimersByTime(UPDATE_EVERY_MS);
    bring(2);
    vi.advanceTimersByTime(FRAME_MS);
    expect(ids()).toEqual([10, 20]);
  });

  it('shows a busy room in few updates, and all of it', () => {
    let updates = 0;
    let before = log.entries;
    for (let n = 1; n <= 50; n++) {
      bring(n);
      vi.advanceTimersByTime(20);
      if (log.entries !== before) updates++;
      before = log.entries;
    }
    vi.advanceTimersByTime(UPDATE_EVERY_MS);
    expect(ids()).toHaveLength(50);
    expect(updates).toBeGreaterThanOrEqual(8);
    expect(updates).toBeLessThanOrEqual(1000 / UPDATE_EVERY_MS + 1);
  });

  it('shows an entry in time, although a reaction that came before it may wait longer', () => {
    bring(1);
    vi.advanceTimersByTime(FRAME_MS);
    const reaction: Entry = { ...entryAt(20, 'bo', '👍'), verb: 'reacted to', target: 10 };
    log.receive(reaction, cursorPast(reaction));
    vi.advanceTimersByTime(UPDATE_EVERY_MS);
    expect(log.find(10)?.reactions).toEqual([]);
    bring(3);
    vi.advanceTimersByTime(FRAME_MS);
    expect(ids()).toEqual([10, 30]);
    expect(log.find(10)?.reactions).toHaveLength(1);
  });

  it('shows entries while the page is hidden, where no frame is painted', () => {
    vi.stubGlobal('requestAnimationFrame', () => 0);
    bring(1);
    vi.advanceTimersByTime(2 * UPDATE_EVERY_MS);
    expect(ids()).toEqual([10]);
  });
});
