// Where a person stopped reading: what counts as read, over reloads, tabs and replaced files.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../api/error';
import { entryAt, FakeHost, VIEW } from './host.fixture';
import { keepPlace, keptPlaces } from './place';
import { Reading } from './reading.svelte';
import { OpenRoom } from './room.fixture';
import type { Room } from './room.svelte';

const TITLE = VIEW.room.title;
const at = (minute: number) => `2026-11-22T12:${String(minute).padStart(2, '0')}:00Z`;

let host: FakeHost;
let open: OpenRoom;
let room: Room;
let focused: boolean;
let hidden: boolean;
let missed: number[];
let end: () => void;

async function rest(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

/** Opens the room as after a reload, and lets it look up the place. */
async function begin(): Promise<void> {
  host.streams = [];
  open = await OpenRoom.asGuest(host);
  room = open.room;
  missed = [];
  end = $effect.root(() => {
    new Reading(room, {
      onMissed: (entries) => missed.push(...entries.map(({ id }) => id)),
      onRead: () => {},
      onReset: () => {},
    });
  });
  await rest();
}

async function reload(): Promise<void> {
  end();
  room.close();
  await begin();
}

/** Bo says this now. */
async function say(...texts: string[]): Promise<void> {
  const now = new Date(host.now()).toISOString();
  for (const text of texts) host.append({ ...entryAt(host.end, 'bo', text), at: now });
  open.stream();
  await rest();
}

function look(): void {
  [focused, hidden] = [true, false];
  window.dispatchEvent(new Event('focus'));
}

function lookAway(): void {
  focused = false;
  window.dispatchEvent(new Event('blur'));
}

const shown = () => [room.unread.from, room.unread.missed];

beforeEach(async () => {
  localStorage.clear();
  sessionStorage.clear();
  [focused, hidden] = [true, false];
  vi.spyOn(document, 'hasFocus').mockImplementation(() => focused);
  vi.spyOn(document, 'hidden', 'get').mockImplementation(() => hidden);
  host = new FakeHost();
  host.fill(10);
  await begin();
});

afterEach(() => {
  end();
  room.close();
  vi.restoreAllMocks();
});

describe('a person who looks at the newest messages', () => {
  it('has read them, also when the page is left and opened again', async () => {
    await say('one', 'two');
    expect(shown()).toEqual([null, 0]);
    expect(missed).toEqual([]);
    await reload();
    expect(shown()).toEqual([null, 0]);
  });

  it.each([
    ['the page has no focus', () => lookAway()],
    [
      'the page is hidden',
      () => {
        hidden = true;
        document.dispatchEvent(new Event('visibilitychange'));
      },
    ],
    ['older messages are read', () => room.log.unfollow()],
  ])('has not read what comes while %s', async (_, leave) => {
    leave();
    await rest();
    await say('one', 'two');
    expect(shown()).toEqual([100, 2]);
    expect(missed).toEqual([100, 110]);
  });

  it('has read all of it after the return, and the line stays', async () => {
    lookAway();
    await say('one', 'two');
    look();
    expect(shown()).toEqual([100, 0]);
    await say('three');
    expect(shown()).toEqual([100, 0]);
    expect(room.unread.since).toBe(2);
  });

  it('finds the line where the next absence began', async () => {
    lookAway();
    await say('one');
    look();
    lookAway();
    expect(shown()).toEqual([100, 0]);
    await say('two', 'three');
    expect(shown()).toEqual([110, 2]);
    expect(room.unread.since).toBe(2);
  });

  it('loses the line by own words', async () => {
    lookAway();
    await say('one');
    look();
    room.say('mine');
    expect(room.unread.from).toBeNull();
  });
});

describe('news', () => {
  beforeEach(() => lookAway());

  it('are messages, replies and notices of others, and nothing else', async () => {
    host.append({ ...entryAt(host.end), verb: 'replied to', target: 90 });
    host.append({ ...entryAt(host.end), name: null, verb: 'notice' });
    open.stream();
    expect(room.unread.missed).toBe(2);
    host.append({ ...entryAt(host.end), verb: 'set topic' });
    host.append(entryAt(host.end, 'bo', '    '));
    host.append(entryAt(host.end, 'ana'));
    host.refer('edited', 90, 'better');
    host.refer('reacted to', 90, '👍');
    host.refer('removed', 80);
    host.refer('pinned', 90);
    open.stream();
    expect([room.unread.missed, missed.length]).toEqual([2, 2]);
  });

  it('that are removed need not be read', async () => {
    await say('one', 'for ana', 'three');
    expect([room.unread.missed, room.unread.mentioned]).toEqual([3, true]);
    host.refer('removed', 110);
    open.stream();
    expect([room.unread.missed, room.unread.mentioned]).toEqual([2, false]);
  });

  it('that mention the person are known, until they are read', async () => {
    await say('one');
    expect(room.unread.mentioned).toBe(false);
    await say('hello @ana');
    await say('three');
    expect(room.unread.mentioned).toBe(true);
    look();
    expect(room.unread.mentioned).toBe(false);
  });

  it('that mention somebody with a longer name do not mention the person', async () => {
    const person = (name: string) => ({ name, host: false, away: false });
    await say('hello @ana maria');
    expect(room.unread.mentioned).toBe(true);
    look();
    lookAway();
    open.frame('people', { count: 2, people: [person('ana'), person('Ana Maria')] });
    await say('hello @ana maria');
    expect(room.unread.mentioned).toBe(false);
    // Who was known once stays known.
    open.frame('people', { count: 1, people: [person('ana')] });
    await say('hello @ana maria');
    expect(room.unread.mentioned).toBe(false);
    await say('hello @ana');
    expect(room.unread.mentioned).toBe(true);
  });

  it('that were said by somebody with a longer name make that name known', async () => {
    host.append({ ...entryAt(host.end, 'ana-maria', 'hi'), at: new Date(host.now()).toISOString() });
    open.stream();
    await say('hello @ana-maria');
    expect(room.unread.mentioned).toBe(false);
  });
});

describe('the place', () => {
  it('is kept over a reload, with the number of what came since', async () => {
    host.fill(30);
    await reload();
    expect([room.unread.from, room.unread.since, room.unread.missed]).toEqual([100, 30, 0]);
  });

  it('is kept while nobody has come back to read', async () => {
    lookAway();
    host.fill(30);
    await reload();
    expect(shown()).toEqual([100, 30]);
    await reload();
    expect(shown()).toEqual([100, 30]);
  });

  it('is found outside of what is loaded, and the number says only what is known', async () => {
    lookAway();
    host.fill(1_000);
    await reload();
    expect(room.log.find(100)).toBeUndefined();
    expect(room.unread.from).toBe(100);
    expect(room.unread.missed).toBeGreaterThan(99);
  });

  it('lets what comes during the look-up in, once', async () => {
    lookAway();
    host.fill(2);
    end();
    room.close();
    const { messages } = host;
    let answer = () => {};
    host.messages = async (query) => {
      if (query.after === undefined) return messages.call(host, query);
      await new Promise<void>((done) => (answer = done));
      return messages.call(host, query);
    };
    await begin();
    await say('during');
    answer();
    await rest();
    expect(shown()).toEqual([100, 3]);
    await say('after');
    expect(shown()).toEqual([100, 4]);
  });

  it('is looked up again where that failed', async () => {
    host.fill(2);
    end();
    room.close();
    const { messages } = host;
    host.messages = (query) =>
      query.after === undefined ? messages.call(host, query) : Promise.reject(new ApiError('timeout', 'x'));
    await begin();
    expect(keptPlaces()[0]?.cursor).toBe('100-ab');
    host.messages = messages;
    look();
    await rest();
    expect(room.unread.from).toBe(100);
  });

  it('is not there for a person who comes for the first time: nothing is new to them', async () => {
    localStorage.clear();
    await reload();
    expect(shown()).toEqual([null, 0]);
  });

  it('of another room means nothing here', async () => {
    keepPlace({ room: 'Another', cursor: '0-0', at: null });
    localStorage.setItem('flatchat.places', JSON.stringify(keptPlaces().slice(0, 1)));
    await reload();
    expect(shown()).toEqual([null, 0]);
  });

  it('holds also when the room has got another title', async () => {
    lookAway();
    host.fill(3);
    localStorage.setItem(
      'flatchat.places',
      JSON.stringify(keptPlaces().map((place) => ({ ...place, room: 'Before' }))),
    );
    await reload();
    expect(shown()).toEqual([100, 3]);
  });

  it('bears what is not a place', async () => {
    for (const junk of ['', '{', 'null', '[null, 1, {}]', '{"room": "x"}']) {
      localStorage.setItem('flatchat.places', junk);
      await reload();
      expect(shown()).toEqual([null, 0]);
    }
  });
});

describe('entries that come late', () => {
  it('after the return of a hidden tab are missed by their time, and read', async () => {
    vi.spyOn(host, 'now').mockImplementation(() => Date.parse(at(10)));
    lookAway();
    look();
    host.append({ ...entryAt(host.end), at: at(5) });
    host.append({ ...entryAt(host.end), at: at(10) });
    open.stream();
    expect([room.unread.from, room.unread.since, room.unread.missed]).toEqual([100, 1, 0]);
  });

  it('after a lost connection are missed, too', async () => {
    vi.spyOn(host, 'now').mockImplementation(() => Date.parse(at(10)));
    room.connection.status = 'retrying';
    await rest();
    room.connection.status = 'connected';
    await rest();
    host.append({ ...entryAt(host.end), at: at(5) });
    open.stream();
    expect(room.unread.from).toBe(100);
  });

  it('by a clock that was set back are not late', async () => {
    vi.spyOn(host, 'now').mockImplementation(() => Date.parse(at(10)));
    lookAway();
    look();
    const began = performance.now();
    vi.spyOn(performance, 'now').mockImplementation(() => began + 60_000);
    host.append({ ...entryAt(host.end), at: at(5) });
    open.stream();
    expect(room.unread.from).toBe(null);
  });
});

describe('two tabs', () => {
  it('agree: what is read in one is read in the other', async () => {
    lookAway();
    await say('one', 'two', 'three');
    keepPlace({ room: TITLE, cursor: '120-ab', at: null });
    window.dispatchEvent(new StorageEvent('storage', { key: 'flatchat.places' }));
    expect(shown()).toEqual([120, 1]);
    keepPlace({ room: TITLE, cursor: '130-ab', at: null });
    window.dispatchEvent(new StorageEvent('storage', { key: 'flatchat.places' }));
    expect(shown()).toEqual([null, 0]);
  });
});

describe('after the file was replaced', () => {
  const replaced = () => {
    host.entries = [];
    open.frame('reset', {}, '0-0');
    room.log.flush();
  };

  beforeEach(async () => {
    host.append({ ...entryAt(host.end), at: at(10) });
    open.stream();
    await rest();
  });

  it('the time decides what is new, and lines without a time are old', async () => {
    lookAway();
    await say('unread');
    replaced();
    expect(shown()).toEqual([null, 0]);
    for (const time of [at(9), null, at(11)]) host.append({ ...entryAt(host.end), at: time });
    open.stream();
    expect(shown()).toEqual([20, 1]);
  });

  it('nothing is new to a person who looked on', async () => {
    replaced();
    for (const time of [at(9), null]) host.append({ ...entryAt(host.end), at: time });
    open.stream();
    expect(shown()).toEqual([null, 0]);
    lookAway();
    host.append({ ...entryAt(host.end), at: null });
    open.stream();
    expect(shown()).toEqual([20, 1]);
  });

  it('while the page was closed, the time decides, too', async () => {
    host.entries = [at(9), at(11)].map((time, n) => ({ ...entryAt(n * 10), at: time }));
    const { messages } = host;
    host.messages = (query) =>
      query.after === undefined
        ? messages.call(host, query)
        : Promise.reject(new ApiError('log_rewritten', 'the log was rewritten', { status: 410 }));
    lookAway();
    await reload();
    expect(shown()).toEqual([10, 1]);
  });
});
