// What this browser is to the room, and what it forgets.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ApiError } from '../api/error';
import { t } from '../strings/page';
import { FakeHost, VIEW } from './host.fixture';
import { Session } from './session.svelte';

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});

afterEach(() => vi.restoreAllMocks());

/** Joins a room that does not know this browser afterwards, and returns the page's reason. */
async function refusalAfterJoining(): Promise<string | undefined> {
  const host = new FakeHost();
  host.room = () => Promise.resolve({ ...VIEW, me: null });
  const session = new Session(host);
  await session.join('ana', '');
  expect(session.phase).toBe('door');
  return session.refusal?.message;
}

it('says that the browser refuses cookies only when it does', async () => {
  expect(await refusalAfterJoining()).toBe(t.door.notRecognised);
  expect(document.cookie).toBe('');
  vi.spyOn(document, 'cookie', 'set').mockImplementation(() => {});
  expect(await refusalAfterJoining()).toBe(t.door.cookieHint);
});

it('forgets name, draft and outbox of a person who leaves', async () => {
  const host = new FakeHost();
  host.room = () => Promise.resolve(VIEW);
  const session = new Session(host);
  await session.join('ana', '');
  expect(session.phase).toBe('room');
  expect(session.lastName).toBe('ana');
  session.room?.say('not sent yet');
  if (session.room) session.room.draft.text = 'half a thought';
  expect(sessionStorage.length).toBe(2);

  await session.leave();
  expect(session.phase).toBe('door');
  expect(session.lastName).toBe('');
  expect(sessionStorage.length).toBe(0);
});

it('says nothing to a person who leaves, also when the stream says goodbye first', async () => {
  const host = new FakeHost();
  host.room = () => Promise.resolve(VIEW);
  const session = new Session(host);
  await session.join('ana', '');
  await vi.waitUntil(() => host.streams.length > 0);
  host.leave = () => {
    host.room = () => Promise.resolve({ ...VIEW, me: null });
    host.streams[0]?.handlers.onFrame({ event: 'bye', data: '{"reason":"left"}', id: null });
    return Promise.resolve();
  };
  await session.leave();
  await new Promise((done) => setTimeout(done, 1));
  expect([session.phase, session.refusal, session.room]).toEqual(['door', null, null]);
});

it('goes back in from the door once the room knows the person again', async () => {
  vi.useFakeTimers();
  const host = new FakeHost();
  host.room = () => Promise.resolve(VIEW);
  const session = new Session(host);
  await session.join('ana', '');
  host.room = () => Promise.resolve({ ...VIEW, me: null });
  await session.turnedAway('left');
  await vi.advanceTimersByTimeAsync(12_000);
  expect([session.phase, session.refusal?.code]).toEqual(['door', 'turned_away']);
  host.room = () => Promise.resolve(VIEW);
  await vi.advanceTimersByTimeAsync(6_000);
  expect([session.phase, session.refusal]).toEqual(['room', null]);
  vi.useRealTimers();
});

it('shows no old refusal at the door of a room that answers again', async () => {
  const host = new FakeHost();
  host.room = () => Promise.reject(new ApiError('unreachable', 'The room cannot be reached.'));
  const session = new Session(host);
  await session.start();
  expect([session.phase, session.refusal?.code]).toEqual(['unreachable', 'unreachable']);
  host.room = () => Promise.resolve({ ...VIEW, me: null });
  await session.start();
  expect([session.phase, session.refusal]).toEqual(['door', null]);
});

it('enters a room once, also when two attempts succeed', async () => {
  const host = new FakeHost();
  host.room = () => Promise.resolve(VIEW);
  const session = new Session(host);
  await Promise.all([session.start(), session.start()]);
  const entered = session.room;
  await session.start();
  expect(session.room).toBe(entered);
  entered?.close();
});

it('keeps the name at the door when the full room has let in another of that name', async () => {
  vi.useFakeTimers();
  const host = new FakeHost();
  host.room = () => Promise.resolve({ ...VIEW, me: null });
  host.enter = () => Promise.reject(new ApiError('room_full', 'The room is full.'));
  const session = new Session(host);
  await session.join('ana', 'tea');
  expect(session.phase).toBe('full');
  host.enter = () => Promise.reject(new ApiError('name_taken', 'Somebody has this name.'));
  await vi.runOnlyPendingTimersAsync();
  expect([session.phase, session.refusal?.code]).toEqual(['door', 'name_taken']);
  expect(session.lastName).toBe('ana');
  vi.useRealTimers();
});

it('keeps the code for the door after a full room, and forgets it once it has opened the room', async () => {
  vi.useFakeTimers();
  const host = new FakeHost();
  host.room = () => Promise.resolve({ ...VIEW, me: null });
  host.enter = () => Promise.reject(new ApiError('room_full', 'The room is full.'));
  const session = new Session(host);
  expect(session.lastCode).toBe('');
  await session.join('ana', 'tea');
  session.giveUp();
  expect([session.phase, session.lastName, session.lastCode]).toEqual(['door', 'ana', 'tea']);
  const stored = JSON.stringify([{ ...localStorage }, { ...sessionStorage }]);
  expect(stored).not.toContain('tea');

  host.enter = () => Promise.resolve({ name: 'ana', since: 0 });
  host.room = () => Promise.resolve(VIEW);
  await session.join('ana', session.lastCode);
  expect([session.phase, session.lastCode]).toEqual(['room', '']);
  await session.leave();
  expect([session.phase, session.lastCode]).toEqual(['door', '']);
  vi.useRealTimers();
});

it.each(['ế', '각', 'é'])('a name of %s is as long as in NFC, however it was typed', (letter) => {
  const session = new Session(new FakeHost());
  const typed = letter.repeat(session.maxNameChars).normalize('NFD');
  expect(session.isTooLong(typed)).toBe(false);
  expect(session.isTooLong(typed + letter)).toBe(true);
});
