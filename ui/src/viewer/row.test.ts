// The row of an entry in an exported page.
import { expect, it } from 'vitest';
import { entryAt } from './entry.fixture';
import { rowOf } from './row';

const removedFor = (reason: string) => {
  const entry = entryAt(0, '');
  return rowOf({ ...entry, removed: { id: 10, name: 'bo', reason } }, null).querySelector('.gone');
};

it('the reason for a removal has its own direction', () => {
  const gone = removedFor('שלום, world');
  expect(gone?.textContent).toBe('Removed by bo: שלום, world');
  expect(gone?.querySelector('[dir=auto]')?.textContent).toBe('שלום, world');
});

it('a removal without a reason is only that', () => {
  const gone = removedFor('');
  expect([gone?.textContent, gone?.childElementCount]).toEqual(['Removed by bo', 0]);
});
