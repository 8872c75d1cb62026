// The beginnings of entries that replies answer: fetched once, few at a time, and never older than
// what the stream has brought.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../api/error';
import type { Entry } from '../types/Entry';
import { cursorPast, entryAt, FakeHost } from './host.fixture';
import { Log } from './log.svelte';
import { MOST_QUOTES, Quotes } from './quotes.svelte';

let host: FakeHost;
let log: Log;
let quotes: Quotes;

beforeEach(() => {
  host = new FakeHost();
  quotes = new Quotes(host, () => log);
  log = new Log(host, {
    onPage: (page) => quotes.takePage(page),
    onReferences: (references) => quotes.take(references),
  });
});

const stream = (...entries: Entry[]) => {
  for (const entry of entries) log.receive(entry, cursorPast(entry));
  log.flush();
};
const rest = () => new Promise((done) => setTimeout(done, 1));

async function fetched(id: number) {
  quotes.of(id);
  await rest();
  return quotes.of(id);
}

/** The next response is made at once, and arrives when the returned function is called. */
function delayMessage(): () => void {
  let arrive = () => {};
  const message = host.message.bind(host);
  host.message = (id) => {
    const view = message(id);
    return new Promise((done) => (arrive = () => done(view)));
  };
  return () => arrive();
}

describe('a quotation', () => {
  it('of an entry in the window is not fetched, and changes with it', async () => {
    host.fill(3);
    await log.loadLatest();
    expect(quotes.of(10)?.text).toBe('text 10');
    expect(quotes.of(10)).toBe(quotes.of(10));
    stream(host.refer('edited', 10, 'better'));
    expect(quotes.of(10)).toMatchObject({ text: 'better', edited: true });
    stream(host.refer('removed', 10));
    expect(quotes.of(10)).toMatchObject({ text: '', removed: true });
    expect(host.asked).toEqual([]);
  });

  it('comes with a page, also where there is none', async () => {
    host.fill(100);
    host.append({ ...entryAt(host.end), verb: 'replied to', target: 0 });
    host.append({ ...entryAt(host.end), verb: 'replied to', target: 5 });
    await log.loadLatest();
    expect(quotes.of(0)?.text).toBe('text 0');
    expect(quotes.of(5)).toBeNull();
    expect(host.asked).toEqual([]);
    expect(log.entries.every((entry) => entry.answers === null)).toBe(true);
  });

  it('of an entry further up is fetched once', async () => {
    host.fill(100);
    await log.loadLatest();
    expect(quotes.of(0)).toBeUndefined();
    expect(quotes.of(0)).toBeUndefined();
    await rest();
    expect(quotes.of(0)?.text).toBe('text 0');
    expect(await fetched(5)).toBeNull();
    quotes.of(5);
    await rest();
    expect(host.asked).toEqual([0, 5]);
  });

  it('stays when its entry leaves the window', async () => {
    host.fill(100);
    await log.loadLatest();
    expect(quotes.of(990)?.text).toBe('text 990');
    await log.goTo(0);
    expect(log.find(990)).toBeUndefined();
    expect(quotes.of(990)?.text).toBe('text 990');
    expect(host.asked).toEqual([]);
  });

  it('of an entry further up follows an edit, and loses its words with a removal at once', async () => {
    host.fill(100);
    await log.loadLatest();
    await fetched(0);
    stream(host.refer('edited', 0, 'better'));
    expect(quotes.of(0)?.text).toBe('text 0');
    await rest();
    expect(quotes.of(0)).toMatchObject({ text: 'better', edited: true });
    stream(host.refer('removed', 0));
    expect(quotes.of(0)).toMatchObject({ text: '', edited: false, removed: true });
  });

  it('has what the stream brought while it was fetched', async () => {
    host.fill(100);
    await log.loadLatest();
    const arrive = delayMessage();
    quotes.of(0);
    await rest();
    stream(host.refer('removed', 0));
    arrive();
    await rest();
    expect(quotes.of(0)).toMatchObject({ text: '', removed: true });
  });

  it('of a page that was resolved before a removal does not bring the words back', async () => {
    host.fill(100);
    host.entries[20] = { ...entryAt(200), verb: 'replied to', target: 0 };
    await log.loadLatest();
    const { messages } = host;
    let arrive = () => {};
    host.messages = (query) => {
      const page = messages.call(host, query);
      return new Promise((done) => (arrive = () => done(page)));
    };
    const loading = log.loadOlder();
    stream(host.refer('removed', 0));
    arrive();
    await loading;
    expect(quotes.of(0)).toMatchObject({ text: '', removed: true });
  });

  it('is fetched again after a while where that failed', async () => {
    vi.useFakeTimers();
    try {
      host.fill(100);
      await log.loadLatest();
      const { message } = host;
      host.message = () => Promise.reject(new ApiError('unreachable', 'away'));
      quotes.of(0);
      await vi.advanceTimersByTimeAsync(10);
      host.message = message;
      quotes.of(0);
      await vi.advanceTimersByTimeAsync(10);
      expect(host.asked).toEqual([]);
      await vi.advanceTimersByTimeAsync(5_000);
      expect(quotes.of(0)?.text).toBe('text 0');
    } finally {
      vi.useRealTimers();
    }
  });
});

it('few quotations are fetched at a time', async () => {
  host.fill(200);
  await log.loadLatest();
  let running = 0;
  let most = 0;
  const message = host.message.bind(host);
  host.message = async (id) => {
    most = Math.max(most, ++running);
    await rest();
    running--;
    return message(id);
  };
  for (let id = 0; id < 100; id += 10) quotes.of(id);
  await vi.waitFor(() => expect(host.asked).toHaveLength(10));
  expect(most).toBe(2);
});

it('a bounded number of quotations is remembered: those that were asked for last', async () => {
  host.fill(MOST_QUOTES + 100);
  await log.loadLatest();
  await fetched(0);
  await fetched(10);
  const replies = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, n) => ({
      ...entryAt(100_000 + n),
      verb: 'replied to' as const,
      target: 10 * (from + n),
      answers: null,
      edited: null,
      removed: null,
      reactions: [],
      pinned: null,
    }));
  const page = (from: number, to: number) => ({
    entries: replies(from, to),
    before: null,
    after: '0-0',
    through: 0,
  });
  quotes.takePage(page(2, MOST_QUOTES));
  quotes.of(0);
  quotes.takePage(page(MOST_QUOTES, MOST_QUOTES + 1));
  host.asked = [];
  quotes.of(0);
  quotes.of(10);
  await rest();
  expect(host.asked).toEqual([10]);
});

it('nothing is left of another log, nor of what was fetched from it', async () => {
  host.fill(100);
  await log.loadLatest();
  const arrive = delayMessage();
  quotes.of(0);
  await rest();
  quotes.clear();
  arrive();
  await rest();
  expect(quotes.of(0)).toBeUndefined();
});
