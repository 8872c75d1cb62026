// A search as a whole, with a host in memory.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ApiError } from '../../api/error';
import { entryAt, FakeHost } from '../../state/host.fixture';
import { OpenRoom, resolved } from '../../state/room.fixture';
import { search as words } from '../../strings/en/search';
import type { Finds } from '../../types/Finds';
import { PAUSE_MS, Search } from './search.svelte';

let host: FakeHost;
let open: OpenRoom;
let search: Search;

const hit = (id: number, text = 'tea', name = 'bo') => resolved(entryAt(id, name, text));
const page = (ids: number[], before: string | null = null): Finds => ({
  entries: ids.map((id) => hit(id)),
  before,
});
const ids = () => search.hits.map(({ id }) => id);
const asked = () => host.searches.map(({ query }) => query);
const settled = () => vi.advanceTimersByTimeAsync(0);

beforeEach(async () => {
  vi.useFakeTimers();
  host = new FakeHost();
  host.fill(30);
  open = await OpenRoom.asGuest(host);
  search = new Search(open.room, () => words.names);
  search.follow();
});

afterEach(() => {
  open.room.close();
  vi.useRealTimers();
});

it('waits for a pause, and searches once for what was typed last', async () => {
  for (const typed of ['t', 'te', 'tea']) {
    search.type(typed);
    await vi.advanceTimersByTimeAsync(PAUSE_MS - 1);
  }
  expect(asked()).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked()).toEqual([{ find: 'tea', limit: 50 }]);
});

it('searches at once on Enter, and not twice for the same words at a time', async () => {
  search.type('tea');
  search.enter();
  search.type('tea ');
  search.enter();
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  expect(asked()).toHaveLength(1);
});

it('searches anew on Enter, for the same words too', async () => {
  host.finds = () => Promise.resolve(page([7]));
  search.type('tea');
  search.enter();
  await settled();
  host.finds = () => Promise.resolve(page([9, 7]));
  search.enter();
  await settled();
  expect(ids()).toEqual([9, 7]);
});

it('has what is new when it opens again, and the hits of older pages', async () => {
  const pages = [page([90, 80], 'c1'), page([70, 60]), page([95, 90, 80], 'c1')];
  host.finds = () => Promise.resolve(pages.shift()!);
  search.type('tea');
  search.enter();
  await settled();
  await search.loadMore();
  search.shown = 70;
  search.rest();
  void search.renew();
  expect(search.renewing).toBe(true);
  await settled();
  expect([ids(), search.older, search.shown]).toEqual([[95, 90, 80, 70, 60], null, 70]);
  expect(search.renewing).toBe(false);
});

it('begins anew when it opens after more than a page was said', async () => {
  const pages = [page([80]), page([95, 90], 'c1'), page([80])];
  host.finds = () => Promise.resolve(pages.shift()!);
  search.type('tea');
  search.enter();
  await settled();
  await search.renew();
  expect([ids(), search.older]).toEqual([[95, 90], 'c1']);
  await search.loadMore();
  expect(ids()).toEqual([95, 90, 80]);
});

it('keeps its hits when it opens again and the room does not answer', async () => {
  host.finds = () => Promise.resolve(page([7]));
  search.type('tea');
  search.enter();
  await settled();
  host.finds = () => Promise.reject(new ApiError('unreachable', 'gone'));
  await search.renew();
  expect([ids(), search.failed?.code, search.renewing]).toEqual([[7], 'unreachable', false]);
  host.finds = () => Promise.resolve(page([9, 7]));
  await search.retry();
  expect([ids(), search.failed]).toEqual([[9, 7], null]);
});

it('ends the request for words that are no longer wanted, and ignores its answer', async () => {
  let answer: (finds: Finds) => void = () => {};
  host.finds = () => new Promise((resolve) => (answer = resolve));
  search.type('tea');
  search.enter();
  const late = answer;
  host.finds = () => Promise.resolve(page([7]));
  search.type('teapot');
  search.enter();
  expect(host.searches[0]!.signal.aborted).toBe(true);
  late(page([1, 2, 3]));
  await settled();
  expect(ids()).toEqual([7]);
  expect(search.searching).toBe(false);
});

it('keeps what was found until there is an answer', async () => {
  host.finds = () => Promise.resolve(page([7, 5]));
  search.type('tea');
  search.enter();
  await settled();
  host.finds = () => new Promise(() => {});
  search.type('teapot');
  search.enter();
  expect(ids()).toEqual([7, 5]);
  search.type('');
  search.enter();
  expect(ids()).toEqual([]);
});

it('goes on to older hits, over pages without any, and shows each entry once', async () => {
  const pages = [page([90, 80], 'c1'), page([], 'c2'), page([80, 70], 'c3'), page([60])];
  host.finds = () => Promise.resolve(pages.shift()!);
  search.type('tea');
  search.enter();
  await settled();
  expect(ids()).toEqual([90, 80]);
  await search.loadMore();
  expect(asked().map(({ before }) => before)).toEqual([undefined, 'c1', 'c2']);
  expect(ids()).toEqual([90, 80, 70]);
  await search.loadMore();
  await search.loadMore();
  expect(ids()).toEqual([90, 80, 70, 60]);
  expect(search.older).toBeNull();
});

it('shows what becomes of a hit meanwhile, also while its page loads', async () => {
  let answer: (finds: Finds) => void = () => {};
  host.finds = () => new Promise((resolve) => (answer = resolve));
  search.type('tea');
  search.enter();
  host.refer('removed', 10);
  open.stream();
  answer({ entries: [hit(0, 'tea at four'), hit(10), hit(20)], before: null });
  await settled();
  expect(ids()).toEqual([0, 20]);
  host.refer('edited', 0, 'tea at five');
  host.refer('edited', 20, 'coffee');
  open.stream();
  expect(search.hits.map(({ text }) => text)).toEqual(['tea at five', 'coffee']);
  expect([...search.gone]).toEqual([20]);
});

it('leaves each hit at its place when another is removed, until nothing or another search is left', async () => {
  host.finds = () =>
    Promise.resolve({ entries: [hit(20, 'tea'), hit(10, 'tea'), hit(0, 'tea')], before: null });
  search.type('tea');
  search.enter();
  await settled();
  host.refer('removed', 20);
  open.stream();
  expect([ids(), [...search.gone]]).toEqual([[20, 10, 0], [20]]);
  expect(search.hits[0]?.text.trim()).toBe('');
  host.refer('reacted to', 10, '👍');
  open.stream();
  expect([ids(), [...search.gone]]).toEqual([[20, 10, 0], [20]]);
  host.finds = () => Promise.resolve(page([10]));
  search.type('teapot');
  search.enter();
  await settled();
  expect([ids(), search.gone.size]).toEqual([[10], 0]);
  host.refer('removed', 10);
  open.stream();
  expect([ids(), search.gone.size]).toEqual([[], 0]);
});

it('says that nothing was found only of what was asked for', async () => {
  host.finds = () => Promise.resolve(page([]));
  search.type('qqqq');
  expect([search.isVain, search.waits]).toEqual([false, true]);
  search.enter();
  await settled();
  expect([search.isVain, search.waits]).toEqual([true, false]);
  search.type('w');
  expect([search.isVain, search.waits]).toEqual([false, true]);
  search.rest();
  expect([search.isVain, search.waits]).toEqual([false, false]);
  search.type('qqqq ');
  expect([search.isVain, search.waits]).toEqual([true, false]);
  search.type('');
  expect([search.isVain, search.waits]).toEqual([false, false]);
});

it('says why it failed, and tries again from there', async () => {
  host.finds = () => Promise.reject(new ApiError('too_fast', 'wait'));
  search.type('tea');
  search.enter();
  await settled();
  expect([search.failed?.code, search.searching]).toEqual(['too_fast', false]);
  host.finds = () => Promise.resolve(page([9], 'c'));
  await search.retry();
  expect([ids(), search.failed]).toEqual([[9], null]);
  host.finds = () => Promise.reject(new ApiError('unreachable', 'gone'));
  await search.loadMore();
  expect([ids(), search.failed?.code]).toEqual([[9], 'unreachable']);
  host.finds = () => Promise.resolve(page([3]));
  await search.retry();
  expect(ids()).toEqual([9, 3]);
});

it('searches anew when the file is another one', async () => {
  host.finds = () => Promise.resolve(page([9]));
  search.type('tea');
  search.enter();
  await settled();
  host.finds = () => Promise.resolve(page([2]));
  open.frame('reset', {}, '0-0');
  await settled();
  expect(ids()).toEqual([2]);
});

it('does not search while a filter alone is not complete', async () => {
  search.type('on:2026-1');
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  expect(asked()).toEqual([]);
  expect(search.asked.lacks).toBe('day');
});
