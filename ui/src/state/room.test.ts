// The room: what counts as unread, where the reader goes and returns to, and what a reset changes.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HostWindow } from '../api/host';
import type { Entry } from '../types/Entry';
import { cursorPast, entryAt, FakeHost, VIEW } from './host.fixture';
import { Room } from './room.svelte';

let host: FakeHost;
let room: Room;
let spoken: number;

const rest = () => new Promise((done) => setTimeout(done, 1));

async function openRoom(): Promise<void> {
  room = new Room(
    host,
    VIEW,
    { name: 'ana', since: 0 },
    { onTurnedAway() {}, onSpoken: () => void spoken++ },
  );
  await room.open();
  host.streams[0]?.handlers.onOpen();
}

function frame(event: string, data: unknown, id: string | null = null): void {
  host.streams[0]?.handlers.onFrame({ event, data: JSON.stringify(data), id });
}

function stream(...lines: Entry[]): void {
  for (const line of lines) frame('entry', line, cursorPast(line));
  room.log.flush();
}

beforeEach(() => {
  sessionStorage.clear();
  host = new FakeHost();
  host.fill(100);
  spoken = 0;
});

afterEach(() => {
  room.close();
  history.replaceState(null, '', '/');
});

describe('news', () => {
  it('are messages, replies and notices of others, and nothing else', async () => {
    await openRoom();
    room.log.unfollow();
    stream(host.append({ ...entryAt(1000), verb: 'replied to', target: 990 }));
    stream(host.append({ ...entryAt(1010, ''), name: null, verb: 'notice' }));
    expect([room.unread.below, spoken]).toEqual([2, 2]);
    stream(
      host.append({ ...entryAt(1020), verb: 'set topic' }),
      host.append(entryAt(1030, 'bo', '    ')),
      host.append(entryAt(1040, 'ana')),
      host.refer('edited', 990, 'better'),
      host.refer('reacted to', 990, '👍'),
      host.refer('removed', 980),
      host.refer('pinned', 990),
    );
    expect([room.unread.below, spoken]).toEqual([2, 2]);
  });
});

describe('a jump', () => {
  it('from the newest messages leads back to them', async () => {
    await openRoom();
    expect(room.canGoBack).toBe(false);
    room.goTo(500);
    expect(room.wanted).toEqual({ entry: 500 });
    room.log.unfollow();
    expect(room.canGoBack).toBe(true);
    room.back();
    expect(room.wanted).toEqual({ entry: 990 });
    expect(room.canGoBack).toBe(false);
  });

  it('after a jump leads back step by step, to the messages that led there', async () => {
    await openRoom();
    room.goTo(500, 980);
    room.log.unfollow();
    room.goTo(200, 510);
    room.back();
    expect(room.wanted).toEqual({ entry: 510 });
    room.back();
    expect(room.wanted).toEqual({ entry: 980 });
    expect(room.canGoBack).toBe(false);
  });

  it('to the same entry twice is two wishes', async () => {
    await openRoom();
    room.goTo(500);
    const first = room.wanted;
    room.goTo(500);
    expect(room.wanted).not.toBe(first);
  });

  it('has nothing to return to for somebody who reads the newest again', async () => {
    await openRoom();
    room.goTo(500);
    room.log.unfollow();
    room.log.follow();
    expect(room.canGoBack).toBe(false);
    room.goTo(400);
    room.log.unfollow();
    room.back();
    expect(room.canGoBack).toBe(false);
  });
});

describe('a link to a message', () => {
  it.each(['#500', '#code=soup&500', '#500&code=soup'])('leads there after loading: %s', async (hash) => {
    history.replaceState(null, '', hash);
    await openRoom();
    expect(room.wanted).toEqual({ entry: 500 });
  });

  it.each(['', '#code=500', '#move=500', '#5e2', '#-5'])('is not %j', async (hash) => {
    history.replaceState(null, '', `/${hash}`);
    await openRoom();
    expect(room.wanted).toBeNull();
  });

  it('that is opened in the page leads there, too', async () => {
    await openRoom();
    location.hash = '#300';
    await vi.waitFor(() => expect(room.wanted).toEqual({ entry: 300 }));
  });

  it('does not carry the code', async () => {
    history.replaceState(null, '', '/below/a/path/#code=soup');
    await openRoom();
    expect(room.linkTo(500)).toBe(`${location.origin}/below/a/path/#500`);
  });

  it('leads to the room’s address in the host’s window', async () => {
    Object.assign(host, { window: {} as HostWindow });
    await openRoom();
    expect(room.linkTo(500)).toBe('http://192.168.1.5:8080/#500');
  });
});

describe('a reset', () => {
  it('asks anew since when the name is this person’s; until then nothing is their own', async () => {
    await openRoom();
    room.acts.edit({ ...entryAt(990, 'ana'), ...nothing });
    let answer = () => {};
    host.room = () =>
      new Promise((done) => (answer = () => done({ ...VIEW, me: { name: 'ana', since: 40 } })));
    frame('reset', {}, '0-0');
    expect(room.acts.doing).toBeNull();
    const own = (id: number) => room.acts.isOwn({ ...entryAt(id, 'ana'), ...nothing });
    expect(own(990)).toBe(false);
    answer();
    await rest();
    expect([own(30), own(40)]).toEqual([false, true]);
  });

  it('asks again with the next connection where that failed', async () => {
    await openRoom();
    host.room = () => Promise.reject(new Error('away'));
    frame('reset', {}, '0-0');
    await rest();
    expect(room.me.since).toBe(Infinity);
    host.room = () => Promise.resolve({ ...VIEW, me: { name: 'ana', since: 40 } });
    host.streams[0]?.handlers.onOpen();
    await rest();
    expect(room.me.since).toBe(40);
  });
});

it('a host who takes another name has nothing under it yet', async () => {
  await openRoom();
  host.room = () => Promise.resolve({ ...VIEW, me: { name: 'hanna', since: 1010 } });
  room.rename('hanna');
  expect(room.me).toEqual({ name: 'hanna', since: 1000 });
  await rest();
  expect(room.me.since).toBe(1010);
});

const nothing = { edited: null, removed: null, reactions: [], pinned: null, answers: null };
