// The list of all files follows the room, and only the newest question counts.
import { beforeEach, afterEach, expect, it, vi } from 'vitest';
import { FakeHost } from '../../state/host.fixture';
import { OpenRoom } from '../../state/room.fixture';
import type { FilesPage } from '../../types/FilesPage';
import { share } from './gallery.fixture';
import { Listing } from './listing.svelte';

const names = (listing: Listing) => listing.entries.map(({ share }) => share?.files[0]?.name);

let host: FakeHost;
let open: OpenRoom;
let listing: Listing;

beforeEach(async () => {
  vi.useFakeTimers();
  host = new FakeHost();
  for (const name of ['a', 'b', 'c']) share(host, `${name}.jpg`);
  open = await OpenRoom.asGuest(host);
  listing = new Listing(open.room);
  open.room.follow(listing);
  await listing.load();
});

afterEach(() => {
  listing.close();
  open.room.close();
  vi.useRealTimers();
});

it('has the newest first, and what the room holds', () => {
  expect(names(listing)).toEqual(['c.jpg', 'b.jpg', 'a.jpg']);
  expect(listing.held).toEqual({ bytes: 0, most: 1 });
  expect([listing.hasMore, listing.loading, listing.isWhole]).toEqual([false, false, true]);
});

it('loses a removed row at once, in any order of its rows', async () => {
  host.refer('removed', 0);
  open.stream();
  expect(names(listing)).toEqual(['c.jpg', 'b.jpg']);
  expect(listing.hasMore).toBe(false);
  await vi.advanceTimersByTimeAsync(300);
  expect(names(listing)).toEqual(['c.jpg', 'b.jpg']);
});

it('gets a new row soon, and keeps those that are there', async () => {
  const before = [...listing.entries];
  share(host, 'd.jpg');
  open.stream();
  await vi.advanceTimersByTimeAsync(300);
  expect(names(listing)).toEqual(['d.jpg', 'c.jpg', 'b.jpg', 'a.jpg']);
  expect(listing.entries.slice(1)).toEqual(before);
});

it('brings nothing new while the person aims at a row, and then does', async () => {
  listing.isAimedAt = () => true;
  share(host, 'd.jpg');
  open.stream();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(names(listing)).toEqual(['c.jpg', 'b.jpg', 'a.jpg']);
  listing.isAimedAt = () => false;
  await vi.advanceTimersByTimeAsync(300);
  expect(names(listing)).toEqual(['d.jpg', 'c.jpg', 'b.jpg', 'a.jpg']);
});

it('keeps the place of a removed row while the person aims at a row, and not its words', async () => {
  listing.isAimedAt = () => true;
  const removed = listing.entries[1]?.id ?? 0;
  host.refer('removed', removed);
  open.stream();
  expect(names(listing)).toEqual(['c.jpg', 'b.jpg', 'a.jpg']);
  expect([...listing.gone]).toEqual([removed]);
  expect([listing.total, listing.hasMore]).toEqual([2, false]);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(listing.entries).toHaveLength(3);
  listing.isAimedAt = () => false;
  await vi.advanceTimersByTimeAsync(300);
  expect(names(listing)).toEqual(['c.jpg', 'a.jpg']);
  expect(listing.gone.size).toBe(0);
});

it('says that new files wait, and brings them when it is asked to', async () => {
  listing.isAimedAt = () => true;
  open.stream();
  expect(listing.hasNews).toBe(false);
  share(host, 'd.jpg');
  open.stream();
  await vi.advanceTimersByTimeAsync(1_000);
  expect([names(listing)[0], listing.hasNews]).toEqual(['c.jpg', true]);
  await listing.refresh();
  expect([names(listing)[0], listing.hasNews]).toEqual(['d.jpg', false]);
});

it('asks once for words that are being typed, and takes no answer to an older question', async () => {
  const answers: ((page: FilesPage) => void)[] = [];
  const questions: unknown[] = [];
  host.files = (query) => {
    questions.push(query.find);
    return new Promise((answer) => answers.push(answer));
  };
  listing.ask({ find: 'b' });
  listing.ask({ find: 'bo' });
  await vi.advanceTimersByTimeAsync(300);
  listing.ask({ kind: 'other' });
  await vi.advanceTimersByTimeAsync(300);
  expect(questions).toEqual(['bo', 'bo']);
  const [page] = [{ entries: [], total: 0, bytes: 5, max_bytes: 9 }];
  answers[1]?.(page);
  answers[0]?.({ ...page, total: 7 });
  await vi.advanceTimersByTimeAsync(0);
  expect([listing.total, listing.loading, listing.isWhole]).toEqual([0, false, false]);
});

it('loads more, and ends where the host has no more', async () => {
  for (let n = 0; n < 100; n++) share(host, `${n}.jpg`);
  await listing.load();
  expect([listing.entries.length, listing.hasMore]).toEqual([60, true]);
  await listing.loadMore();
  expect([listing.entries.length, listing.hasMore]).toEqual([103, false]);
  expect(host.filesAsked.map(({ skip }) => skip)).toEqual([0, 0, 60]);
  listing.total = 200;
  await listing.loadMore();
  expect(listing.hasMore).toBe(false);
});

/** Loads until the list says that it has all; as the end of the list is in view. */
async function loadAll(): Promise<void> {
  for (let n = 0; n < 9 && listing.hasMore; n++) await listing.loadMore();
}

it('ends while a new row is held back, and has all rows when it comes', async () => {
  for (let n = 0; n < 67; n++) share(host, `${n}.jpg`);
  await listing.load();
  listing.isAimedAt = () => true;
  share(host, 'new.jpg');
  open.stream();
  await vi.advanceTimersByTimeAsync(1_000);
  await loadAll();
  expect([listing.entries.length, listing.hasMore, names(listing).at(-1)]).toEqual([70, false, 'a.jpg']);
  expect(host.filesAsked).toHaveLength(3);
  listing.isAimedAt = () => false;
  await vi.advanceTimersByTimeAsync(300);
  await loadAll();
  expect([listing.entries.length, listing.hasMore, names(listing)[0]]).toEqual([71, false, 'new.jpg']);
  // The rows that are kept are not asked for once more.
  expect(host.filesAsked).toHaveLength(4);
});

it('skips no row after a new one that was held back', async () => {
  for (let n = 0; n < 150; n++) share(host, `${n}.jpg`);
  await listing.load();
  listing.isAimedAt = () => true;
  share(host, 'new.jpg');
  open.stream();
  await listing.loadMore();
  listing.isAimedAt = () => false;
  await vi.advanceTimersByTimeAsync(300);
  await loadAll();
  expect([listing.entries.length, listing.hasMore]).toEqual([154, false]);
});

it('finds a new row that belongs far down', async () => {
  for (let n = 100; n < 170; n++) share(host, `${n}.jpg`);
  listing.ask({ sort: 'oldest' });
  await vi.advanceTimersByTimeAsync(300);
  await loadAll();
  share(host, 'last.jpg');
  open.stream();
  await vi.advanceTimersByTimeAsync(300);
  await loadAll();
  expect([listing.entries.length, listing.hasMore, names(listing).at(-1)]).toEqual([74, false, 'last.jpg']);
});

it('skips no row when some go while it loads more', async () => {
  for (let n = 0; n < 70; n++) share(host, `${n}.jpg`);
  await listing.load();
  listing.isAimedAt = () => true;
  const first = listing.entries.slice(0, 5).map(({ id }) => id);
  for (const id of first) host.refer('removed', id);
  open.stream();
  await loadAll();
  expect([listing.entries.length - listing.gone.size, listing.hasMore]).toEqual([68, false]);
});

it('says why it cannot be loaded, and keeps its rows', async () => {
  const files = host.files;
  host.files = () => Promise.reject(new Error('lost'));
  await listing.load();
  expect(listing.failed?.message).toBe('Lost.');
  expect(listing.entries).toHaveLength(3);
  host.files = files;
  await listing.load();
  expect(listing.failed).toBeNull();
});
