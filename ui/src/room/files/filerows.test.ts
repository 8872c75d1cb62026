// The list of files shows what was asked for, in the order of the server.
import { expect, it } from 'vitest';
import type { ResolvedEntry } from '../../types/ResolvedEntry';
import { inOrder, rowsOf } from './filerows';

function entry(id: number, ...files: [name: string, bytes: number | null][]): ResolvedEntry {
  const all = files.map(([name, bytes]) => ({
    name,
    bytes,
    width: null,
    height: null,
    path: `files/${name}`,
  }));
  return { id, share: { files: all, caption: '' } } as unknown as ResolvedEntry;
}
const mixed = entry(10, ['Sunset.jpg', 5], ['talk.mp4', 9], ['song.ogg', 1], ['notes.pdf', null]);
const names = (...args: Parameters<typeof rowsOf>) => rowsOf(...args).map(({ file }) => file.name);

it('has a row for each file of a kind', () => {
  expect(names([mixed], 'all', '')).toEqual(['Sunset.jpg', 'talk.mp4', 'song.ogg', 'notes.pdf']);
  expect(names([mixed], 'picture', '')).toEqual(['Sunset.jpg']);
  expect(names([mixed], 'media', '')).toEqual(['talk.mp4', 'song.ogg']);
  expect(names([mixed], 'other', '')).toEqual(['notes.pdf']);
  expect(rowsOf([mixed], 'media', '').map(({ key, at }) => [key, at])).toEqual([
    ['10/1', 1],
    ['10/2', 2],
  ]);
});

it('shows the files that have the words, or all if the caption has them', () => {
  expect(names([mixed], 'all', ' SUN jpg')).toEqual(['Sunset.jpg']);
  expect(names([mixed], 'all', 'harbour')).toHaveLength(4);
  expect(names([mixed], 'media', 'sunset')).toEqual(['talk.mp4', 'song.ogg']);
});

it('has no row for what was removed', () => {
  expect(rowsOf([{ id: 1 } as ResolvedEntry], 'all', '')).toEqual([]);
});

it('keeps the order of the server when rows join', () => {
  const [small, large, none] = [entry(1, ['a', 1]), entry(2, ['b', 5], ['c', 5]), entry(3, ['d', null])];
  const ids = (order: 'newest' | 'oldest' | 'largest') =>
    inOrder([small, large, none], order).map(({ id }) => id);
  expect(ids('newest')).toEqual([3, 2, 1]);
  expect(ids('oldest')).toEqual([1, 2, 3]);
  expect(ids('largest')).toEqual([2, 1, 3]);
});
