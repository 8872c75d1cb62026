// Rows that keep their places while the list changes.
import { describe, expect, it } from 'vitest';
import { steady, type SteadyRow } from './steady';

const words = (rows: SteadyRow<string>[]) => rows.map(({ value, gone }) => (gone ? `(${value})` : value));
const follow = (...lists: string[][]) =>
  words(lists.reduce<SteadyRow<string>[]>((rows, list) => steady(rows, list, (one) => one[0] ?? ''), []));

describe('a list that changes under the pointer', () => {
  it('takes new rows at its end, also those that are better', () => {
    expect(follow(['b'], ['a', 'b'], ['c', 'a', 'b'])).toEqual(['b', 'a', 'c']);
  });

  it('keeps the place of a removed row, and of one that comes back', () => {
    expect(follow(['a', 'b', 'c'], ['c'])).toEqual(['(a)', '(b)', 'c']);
    expect(follow(['a', 'b', 'c'], ['c'], ['b', 'c', 'd'])).toEqual(['(a)', 'b', 'c', 'd']);
  });

  it('shows the newest of a row with the same key', () => {
    expect(follow(['a1', 'b1'], ['b2', 'a2'])).toEqual(['a2', 'b2']);
  });

  it('loses and doubles nothing', () => {
    expect(follow([], ['a', 'a'], [])).toEqual(['(a)']);
  });
});
