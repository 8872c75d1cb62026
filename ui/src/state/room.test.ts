// The room: where the reader goes and returns to, and what a reset changes.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../api/error';
import { entryAt, FakeHost, VIEW } from './host.fixture';
import { OpenRoom, resolved } from './room.fixture';
import type { Room } from './room.svelte';

let host: FakeHost;
let open: OpenRoom;
let room: Room;

const rest = () => new Promise((done) => setTimeout(done, 1));

async function openRoom(as: 'asGuest' | 'asHost' = 'asGuest'): Promise<void> {
  open = await OpenRoom[as](host);
  room = open.room;
}

beforeEach(() => {
  sessionStorage.clear();
  host = new FakeHost();
  host.fill(100);
});

afterEach(() => {
  room.close();
  history.replaceState(null, '', '/');
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

  it('to an entry that could not be shown is no step', async () => {
    await openRoom();
    room.goTo(500, 980);
    room.log.unfollow();
    room.goTo(200, 510);
    room.stay();
    room.back();
    expect(room.wanted).toEqual({ entry: 980 });
    room.stay();
    expect(room.canGoBack).toBe(true);
    room.back();
    expect(room.wanted).toEqual({ entry: 980 });
    expect(room.canGoBack).toBe(false);
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
    await openRoom('asHost');
    expect(room.linkTo(500)).toBe('http://192.168.1.5:8080/#500');
  });
});

describe('a reset', () => {
  it('asks anew since when the name is this person’s; until then nothing is their own', async () => {
    await openRoom();
    let answer = () => {};
    host.room = () =>
      new Promise((done) => (answer = () => done({ ...VIEW, me: { name: 'ana', since: 40 } })));
    open.frame('reset', {}, '0-0');
    const own = (id: number) => room.acts.isOwn(resolved(entryAt(id, 'ana')));
    expect(own(990)).toBe(false);
    answer();
    await rest();
    expect([own(30), own(40)]).toEqual([false, true]);
  });

  it('asks again with the next connection where that failed', async () => {
    await openRoom();
    host.room = () => Promise.reject(new Error('away'));
    open.frame('reset', {}, '0-0');
    await rest();
    expect(room.me.since).toBe(Infinity);
    host.room = () => Promise.resolve({ ...VIEW, me: { name: 'ana', since: 40 } });
    host.streams[0]?.handlers.onOpen();
    await rest();
    expect(room.me.since).toBe(40);
  });
});

describe('a guest whose session is gone', () => {
  const gone = () => Promise.reject(new ApiError('join_first', 'Join first.', { status: 401 }));

  it('is turned away after a reset, and when the connection is back', async () => {
    const ticket = vi.fn(() => Promise.resolve({ ticket: 't', question: 'q', answer: 'a' }));
    const scout = () => ({ ready: Promise.resolve(), find: () => Promise.resolve(null), dismiss: () => {} });
    Object.assign(host, { roaming: { ticket, scout, unpack: () => null } });
    await openRoom();
    host.room = () => Promise.resolve({ ...VIEW, me: null });
    open.frame('reset', {}, '0-0');
    await rest();
    expect(open.turnedAway).toBe(1);
    ticket.mockImplementation(gone);
    host.streams[0]?.handlers.onOpen();
    await rest();
    expect(open.turnedAway).toBeGreaterThan(1);
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

it('after a removal nothing that the page knows has the words', async () => {
  host.entries[0] = entryAt(0, 'ana', 'the secret');
  host.refer('edited', 0, 'the secret, edited', 'ana');
  host.refer('pinned', 0, '', 'hanna');
  host.append({ ...entryAt(host.end), verb: 'replied to', target: 0 });
  host.view = { ...VIEW, room: { ...VIEW.room, pins: [0] } };
  await openRoom();
  open.frame('room', host.view.room);
  await room.log.goTo(0);
  room.acts.edit(open.entry(0));
  const known = () => JSON.stringify([room.log.entries, room.quotes.of(0), room.pins.list, room.acts.doing]);
  const words = () => known() + room.draft.text + JSON.stringify({ ...sessionStorage });
  expect(words().split('the secret').length).toBeGreaterThan(4);
  host.refer('removed', 0, '', 'hanna');
  open.stream();
  expect(words()).not.toContain('secret');
  await room.log.returnToLatest();
  expect(room.log.find(0)).toBeUndefined();
  expect(words()).not.toContain('secret');
  expect(room.quotes.of(0)?.removed).toBe(true);
});
