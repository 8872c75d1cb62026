// A page reports whether it is looked at, and contradicts when its person counts as away.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FakeHost } from './host.fixture';
import { Looking } from './looking';

const people = (away: boolean) => ({
  count: 2,
  people: [
    { name: 'ana', host: false, away },
    { name: 'bo', host: false, away: true },
  ],
});

let reports: string[];
let looking: Looking;

beforeEach(() => {
  const host = new FakeHost();
  reports = [];
  host.away = () => Promise.resolve(void reports.push('away'));
  host.back = () => Promise.resolve(void reports.push('back'));
  looking = new Looking(host, () => 'ana');
});
afterEach(() => void vi.restoreAllMocks());

function hide(hidden: boolean): void {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(hidden);
}

it('a page reports when it is hidden and when it is seen again', () => {
  hide(true);
  looking.report();
  hide(false);
  looking.report();
  expect(reports).toEqual(['away', 'back']);
});

it('a page that connects reports only that it is hidden: a stream means that somebody looks', () => {
  hide(false);
  looking.connected();
  expect(reports).toEqual([]);
  hide(true);
  looking.connected();
  expect(reports).toEqual(['away']);
});

it('a page that is seen contradicts when its own person counts as away', () => {
  hide(false);
  looking.heard(people(false));
  expect(reports).toEqual([]);
  looking.heard(people(true));
  expect(reports).toEqual(['back']);
});

it('a hidden page does not contradict', () => {
  hide(true);
  looking.heard(people(true));
  expect(reports).toEqual([]);
});

it('a report that gets lost is no fault', async () => {
  const host = new FakeHost();
  host.back = () => Promise.reject(new Error('lost'));
  hide(false);
  new Looking(host, () => 'ana').report();
  await Promise.resolve();
});
