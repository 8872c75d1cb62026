// Reactions of this person: shown at once, in one order, and undone if they are refused.
import { beforeEach, expect, it } from 'vitest';
import { ApiError } from '../api/error';
import { entryAt, FakeHost } from './host.fixture';
import { OpenRoom } from './room.fixture';
import type { Room } from './room.svelte';

let host: FakeHost;
let open: OpenRoom;
let room: Room;

const rest = () => new Promise((done) => setTimeout(done, 1));
const entry = (id: number) => open.entry(id);
const stream = () => open.stream();

async function openRoom(as: 'asGuest' | 'asHost' = 'asGuest'): Promise<void> {
  open = await OpenRoom[as](host, 20);
  room = open.room;
}

const refused = (code: string, status = 409) => new ApiError(code, 'No.', { status });

beforeEach(() => {
  sessionStorage.clear();
  host = new FakeHost();
  host.fill(4);
});

const shown = (id: number) => room.acts.reactionsOf(entry(id));

it('a reaction shows at once, and stays when the stream brings it', async () => {
  await openRoom();
  room.acts.toggle(entry(10), '👍');
  const wanted = [{ emoji: '👍', names: ['ana'], own: true }];
  expect(shown(10)).toEqual(wanted);
  await rest();
  expect(entry(10).reactions).toEqual([]);
  expect(shown(10)).toEqual(wanted);
  stream();
  expect(entry(10).reactions).toHaveLength(1);
  expect(shown(10)).toEqual(wanted);
  expect(shown(10)).toBe(shown(10));
});

it('a reaction is taken back by the same emoji in another form', async () => {
  host.refer('reacted to', 10, '❤️', 'bo');
  host.refer('reacted to', 10, '❤', 'ana');
  await openRoom();
  room.acts.toggle(entry(10), '❤');
  expect(shown(10)).toEqual([{ emoji: '❤️', names: ['bo'], own: false }]);
  await rest();
  stream();
  expect(shown(10)).toEqual([{ emoji: '❤️', names: ['bo'], own: false }]);
});

it('a reaction of somebody who had the name before is not one’s own', async () => {
  host.entries.splice(2, 0, { ...entryAt(15, 'ana', '👍'), verb: 'reacted to', target: 10 });
  await openRoom();
  expect(shown(10)).toEqual([{ emoji: '👍', names: ['ana'], own: false }]);
});

it('a reaction goes one request at a time, and the last press decides', async () => {
  await openRoom();
  for (let presses = 0; presses < 3; presses++) room.acts.toggle(entry(10), '👍');
  expect(host.acts).toHaveLength(1);
  room.acts.toggle(entry(10), '👍');
  await rest();
  expect(host.acts.map((act) => act.do)).toEqual(['react', 'unreact']);
  stream();
  expect(shown(10)).toEqual([]);
});

it('a reaction is undone if it is refused, and the problem says why', async () => {
  await openRoom();
  host.refuse = () => refused('too_many_reactions');
  room.acts.toggle(entry(10), '👍');
  expect(shown(10)).toHaveLength(1);
  await rest();
  expect(shown(10)).toEqual([]);
  expect(room.acts.problem?.code).toBe('too_many_reactions');
  room.acts.clearProblem();
  expect(room.acts.problem).toBeNull();
});

it('a reaction is dropped where nothing had to change', async () => {
  await openRoom();
  host.respond = () => Promise.resolve(null);
  room.acts.toggle(entry(10), '👍');
  await rest();
  expect(shown(10)).toEqual([]);
  expect(room.acts.problem).toBeNull();
});

it('a reaction changes the reactions of no other entry', async () => {
  host.refer('reacted to', 20, '🎉', 'bo');
  await openRoom();
  const before = shown(20);
  room.acts.toggle(entry(10), '👍');
  await rest();
  stream();
  expect(shown(20)).toBe(before);
});
