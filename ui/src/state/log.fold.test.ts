// References in the window over the log: however pages and the stream overlap, the window shows the
// same as a page that is loaded anew.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Entry } from '../types/Entry';
import type { Page } from '../types/Page';
import type { Verb } from '../types/Verb';
import { cursorPast, entryAt, FakeHost, resolve } from './host.fixture';
import { Log, MOST_KEPT } from './log.svelte';
import { CHANGE_EVERY_MS } from './updates';

let host: FakeHost;
let log: Log;
let reported: Entry[];

beforeEach(() => {
  host = new FakeHost();
  reported = [];
  log = new Log(host, { onNew: (entries) => reported.push(...entries) });
});

const stream = (...entries: Entry[]) => {
  for (const entry of entries) log.receive(entry, cursorPast(entry));
  log.flush();
};

/** The next page is resolved at once, and arrives when the returned function is called. */
function delayPage(): () => void {
  let arrive = () => {};
  const { messages } = host;
  host.messages = (query) => {
    host.messages = messages;
    const page = host.messages(query);
    return new Promise((done) => (arrive = () => done(page)));
  };
  return () => arrive();
}

describe('a reference of the stream', () => {
  it('changes the entry that it refers to, is no row, and is no news', async () => {
    host.fill(3);
    await log.loadLatest();
    const others = [log.entries[0], log.entries[2]];
    stream(host.refer('edited', 10, 'better'), host.refer('reacted to', 10, '👍'));
    expect(log.entries).toHaveLength(3);
    expect(log.entries[1]).toMatchObject({ text: 'better', edited: 30, reactions: [{ emoji: '👍' }] });
    expect([log.entries[0], log.entries[2]]).toEqual(others);
    expect(log.entries[0]).toBe(others[0]);
    expect(log.entries[2]).toBe(others[1]);
    expect(reported).toEqual([]);
  });

  it('changes an entry of the same update', async () => {
    await log.loadLatest();
    stream(host.append(entryAt(0)), host.refer('removed', 0));
    expect(log.entries).toMatchObject([{ id: 0, text: '', removed: { id: 10 } }]);
  });

  it('leaves the list alone if its target is not there', async () => {
    host.fill(100);
    await log.loadLatest();
    const before = log.entries;
    stream(host.refer('edited', 0, 'far up'));
    expect(log.entries).toBe(before);
  });

  it('that a page had covered is not folded again', async () => {
    host.fill(1);
    const early = [host.refer('reacted to', 0, '👍', 'ana'), host.refer('reacted to', 0, '🎉', 'cy')];
    const late = [host.refer('unreacted to', 0, '👍', 'ana'), host.refer('reacted to', 0, '👍', 'ana')];
    await log.loadLatest();
    const before = log.entries;
    stream(...early, ...late);
    expect(log.entries).toBe(before);
  });

  it('that comes while a page loads is kept for the entries of the page', async () => {
    host.fill(100);
    await log.loadLatest();
    const arrive = delayPage();
    const loading = log.loadOlder();
    stream(host.refer('removed', 10), host.refer('reacted to', 20, '👍'));
    arrive();
    await loading;
    expect(log.find(10)).toMatchObject({ text: '', removed: { id: 1000 } });
    expect(log.find(20)?.reactions).toHaveLength(1);
  });

  it('that could not be kept makes the page load once more', async () => {
    host.fill(100);
    await log.loadLatest();
    const arrive = delayPage();
    const loading = log.loadOlder();
    stream(host.refer('removed', 10));
    for (let i = 0; i <= MOST_KEPT; i++) stream(host.refer('reacted to', 900, '👍', `guest ${i}`));
    arrive();
    await loading;
    expect(host.queries).toHaveLength(3);
    expect(log.find(10)?.removed).not.toBeNull();
  });

  it('of a receipt is shown at once, and once', async () => {
    host.fill(1);
    await log.loadLatest();
    const removal = host.refer('removed', 0, 'oops');
    log.foldSent(removal);
    expect(log.entries).toMatchObject([{ text: '', removed: { reason: 'oops' } }]);
    const before = log.entries;
    stream(removal);
    expect(log.entries).toBe(before);
  });

  it('comes in few updates, and changes one entry only, however many there are', async () => {
    vi.useFakeTimers();
    try {
      host.fill(60);
      await log.loadLatest();
      const others = log.entries.slice(1);
      let updates = 0;
      let before = log.entries;
      for (let n = 0; n < 200; n++) {
        const line = host.refer('reacted to', 0, '👍', `guest ${n}`);
        log.receive(line, cursorPast(line));
        vi.advanceTimersByTime(5);
        if (log.entries !== before) updates++;
        before = log.entries;
      }
      vi.advanceTimersByTime(CHANGE_EVERY_MS);
      expect(updates).toBeLessThanOrEqual(1000 / CHANGE_EVERY_MS + 1);
      expect(log.entries[0]?.reactions[0]?.people).toHaveLength(200);
      expect(log.entries.slice(1).every((entry, i) => entry === others[i])).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });
});

it('an entry of a receipt from before the window waits for its page', async () => {
  host.fill(100);
  await log.loadLatest();
  log.addSent(entryAt(10));
  expect(log.find(10)).toBeUndefined();
});

/** Mulberry32: the same numbers for the same seed. */
function randomFrom(seed: number): (below: number) => number {
  return (below) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), seed | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const DEEDS: Verb[] = ['edited', 'removed', 'reacted to', 'reacted to', 'unreacted to', 'pinned', 'unpinned'];

function appendAny(random: (below: number) => number): Entry {
  const name = ['ana', 'bo', 'cy'][random(3)] ?? '';
  const id = host.end;
  if (random(3) === 0) return host.append(entryAt(id, name, random(9) === 0 ? '   ' : `text ${id}`));
  const target = random(host.entries.length + 1) * 10;
  if (random(5) === 0) return host.append({ ...entryAt(id, name), verb: 'replied to', target });
  const verb = DEEDS[random(DEEDS.length)] ?? 'edited';
  const text = verb === 'edited' ? `edit ${id}` : (['👍', '👍️', '🎉'][random(3)] ?? '');
  return host.refer(verb, target, text, name);
}

/** What the window has to show: quotations are not its part. */
const expected = (lines: Entry[]) =>
  new Map(
    resolve(lines).map((entry) => {
      const target = (entry.target ?? 0) < entry.id ? entry.target : null;
      return [entry.id, { ...entry, target, answers: null }];
    }),
  );

/** Pages are resolved later than the place where the stream goes on, and arrive later still. */
async function liveThrough(seed: number): Promise<void> {
  const random = randomFrom(seed);
  for (let n = random(200); n > 0; n--) appendAny(random);
  let streamed = random(host.entries.length + 1);
  const messages = host.messages.bind(host);
  const late: (() => void)[] = [];
  host.messages = (query) => {
    const page = messages(query);
    const from = `${10 * streamed}-ab`;
    const first = (page: Page) => (log.loaded ? page : { ...page, after: from });
    if (!log.loaded) return page.then(first);
    return new Promise((done) => late.push(() => done(page)));
  };
  await log.loadLatest();
  for (let step = 0; step < 60; step++) {
    for (let n = random(8); n > 0; n--) appendAny(random);
    if (random(4) === 0) void [() => log.loadOlder(), () => log.loadNewer()][random(2)]?.();
    if (random(20) === 0) void log.goTo(random(host.entries.length + 1) * 10);
    const to = Math.min(host.entries.length, streamed + random(16));
    for (; streamed < to; streamed++) {
      const line = host.entries[streamed];
      if (line) log.receive(line, cursorPast(line));
    }
    if (random(2) === 0) log.flush();
    if (random(3) === 0) late.splice(0).forEach((arrive) => arrive());
    await Promise.resolve();
  }
  stream(...host.entries.slice(streamed));
  late.splice(0).forEach((arrive) => arrive());
  await vi.waitFor(() => expect(log.loading).toBeNull());
  const all = expected(host.entries);
  for (const entry of log.entries) expect(entry, `seed ${seed}, id ${entry.id}`).toEqual(all.get(entry.id));
  expect(log.entries.length, `seed ${seed}`).toBeGreaterThan(0);
}

it.each(Array.from({ length: 60 }, (_, seed) => seed))(
  'a page that heard everything live shows the same as one loaded anew (seed %i)',
  liveThrough,
);
