// What was missed while the tab was hidden.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { entryAt } from './host.fixture';
import { Unread } from './unread.svelte';

const NOON = Date.parse('2026-11-22T12:00:00Z');
const minutes = (n: number) => new Date(NOON + n * 60_000).toISOString();

beforeEach(() => {
  vi.useFakeTimers({ now: NOON });
});

afterEach(() => {
  vi.useRealTimers();
});

it('counts what comes while hidden, and marks where it begins', () => {
  const unread = new Unread();
  unread.hide(40);
  unread.add([entryAt(50), entryAt(60)]);
  expect([unread.missed, unread.lineAfter]).toEqual([2, 40]);
  unread.show();
  expect([unread.missed, unread.lineAfter]).toEqual([0, 40]);
});

it('marks nothing that comes while the page is visible', () => {
  const unread = new Unread();
  unread.add([{ ...entryAt(50), at: minutes(0) }]);
  expect([unread.missed, unread.lineAfter, unread.below]).toEqual([0, null, 0]);
});

it('marks entries that were said while hidden but arrive after the return', () => {
  const unread = new Unread();
  unread.hide(40);
  vi.setSystemTime(NOON + 10 * 60_000);
  unread.show();
  unread.add([{ ...entryAt(50), at: minutes(5) }]);
  expect(unread.lineAfter).toBe(40);
});

it('counts what comes below while one reads further up, until one is back', () => {
  const unread = new Unread();
  unread.addBelow([entryAt(50), entryAt(60)]);
  expect(unread.below).toBe(2);
  unread.caughtUp();
  expect(unread.below).toBe(0);
});
