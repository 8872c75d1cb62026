// The viewer's pictures have no gap, and follow what happens to their rows.
import { expect, it } from 'vitest';
import { FakeHost } from '../../state/host.fixture';
import { OpenRoom } from '../../state/room.fixture';
import { share } from './gallery.fixture';
import { keyOf, Roll } from './roll.svelte';

const names = (roll: Roll) => roll.shots.map(({ file }) => file.name);

async function opened(host: FakeHost, id: number) {
  const open = await OpenRoom.asGuest(host);
  const roll = new Roll(open.room, open.entry(id));
  open.room.follow(roll);
  return { open, roll };
}

it('has the pictures of the conversation at once, several of a row each by itself', async () => {
  const host = new FakeHost();
  share(host, 'a.jpg');
  share(host, 'b.jpg', 'notes.pdf', 'c.jpg');
  const { roll } = await opened(host, 10);
  expect(names(roll)).toEqual(['a.jpg', 'b.jpg', 'c.jpg']);
  expect(roll.shots.map(({ key }) => key)).toEqual(['0/0', '10/0', '10/2']);
  expect(keyOf(roll.shots[2]!.entry, 2)).toBe('10/2');
});

it('goes on with older pictures than the conversation holds, until all are there', async () => {
  const host = new FakeHost();
  for (let n = 0; n < 150; n++) share(host, `${n}.jpg`);
  const { roll } = await opened(host, 1490);
  expect(names(roll)[0]).toBe('90.jpg');
  expect(roll.isComplete).toBe(false);
  while (roll.wants(100)) await roll.load();
  expect(roll.isComplete).toBe(true);
  expect(names(roll)).toEqual(Array.from({ length: 150 }, (_, n) => `${n}.jpg`));
  expect(host.filesAsked.map(({ kind, skip }) => [kind, skip])).toEqual([
    ['picture', 0],
    ['picture', 100],
  ]);
});

it('shows no picture next to another while some between them are missing', async () => {
  const host = new FakeHost();
  for (let n = 0; n < 250; n++) share(host, `${n}.jpg`);
  const { open } = await opened(host, 2490);
  await open.room.log.goTo(500);
  const roll = new Roll(open.room, open.entry(500));
  await roll.load();
  expect(names(roll)).not.toContain('249.jpg');
  while (roll.wants(100)) await roll.load();
  expect(names(roll)).toEqual(Array.from({ length: 250 }, (_, n) => `${n}.jpg`));
});

it('takes what is shared and removed meanwhile', async () => {
  const host = new FakeHost();
  share(host, 'a.jpg');
  share(host, 'b.jpg');
  const { open, roll } = await opened(host, 0);
  await roll.load();
  share(host, 'c.jpg');
  host.refer('removed', 10);
  open.stream();
  expect(names(roll)).toEqual(['a.jpg', 'c.jpg']);
});

it('does not bring back what was removed while the list was loading', async () => {
  const host = new FakeHost();
  share(host, 'a.jpg');
  for (let n = 0; n < 80; n++) share(host, `${n}.jpg`);
  const { open, roll } = await opened(host, 800);
  const loading = roll.load();
  host.refer('removed', 0);
  open.stream();
  await loading;
  expect(names(roll)).not.toContain('a.jpg');
});

it('keeps the pictures that are known if the list cannot be loaded', async () => {
  const host = new FakeHost();
  share(host, 'a.jpg');
  const { roll } = await opened(host, 0);
  host.files = () => Promise.reject(new Error('lost'));
  await roll.load();
  expect(names(roll)).toEqual(['a.jpg']);
  expect(roll.isComplete).toBe(false);
});
