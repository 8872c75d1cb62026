// Days in words, and times in the viewer's present zone.
import { afterEach, expect, it } from 'vitest';
import { zone } from '../../browser/zone.svelte';
import { dayLabel, dayNumber, fullTimeOf, timeOf, whenOf } from './times';

const home = process.env.TZ;

function travel(to: string) {
  process.env.TZ = to;
  zone.check();
}

afterEach(() => {
  if (home === undefined) delete process.env.TZ;
  else process.env.TZ = home;
  zone.check();
});

it('names today and yesterday, and gives the date of other days', () => {
  const now = new Date(2026, 2, 1, 0, 30);
  const label = (...date: [number, number, number, number]) =>
    dayLabel(new Date(...date).toISOString(), now.getTime());
  expect(label(2026, 2, 1, 0)).toBe('Today');
  expect(label(2026, 1, 28, 23)).toBe('Yesterday');
  expect(label(2026, 1, 27, 23)).toContain('27');
  expect(label(2025, 11, 31, 12)).toContain('2025');
  // A clock that is ahead, here or there.
  expect(label(2026, 2, 2, 12)).toContain('2');
});

it('gives times and days in the new zone after a journey, though they were given in the old one before', () => {
  const at = '2026-06-10T12:30:00Z';
  travel('Asia/Tokyo');
  const before = { time: timeOf(at), day: dayNumber('2026-06-10T20:00:00Z') };
  travel('America/Los_Angeles');
  expect(timeOf(at)).not.toBe(before.time);
  expect(timeOf(at)).toContain('5:30');
  expect(dayNumber('2026-06-10T20:00:00Z')).toBe(before.day - 1);
});

it('keeps days apart across a change to summer time', () => {
  travel('Europe/Berlin');
  expect(dayNumber('2026-03-29T21:59:00Z')).toBe(dayNumber('2026-03-28T23:00:00Z'));
  expect(dayNumber('2026-03-29T22:00:00Z')).toBe(dayNumber('2026-03-28T23:00:00Z') + 1);
});

// What jiff and JavaScript take for a time differs. Intl throws for what is none.
it('shows no time for what is none, and throws for nothing', () => {
  const odd = ['', 'soon', '2016-12-31T23:59:60Z', '2026-02-30T25:00:00Z', '+999999-01-01T00:00:00Z'];
  for (const at of odd) {
    const shown = [timeOf(at), fullTimeOf(at), whenOf(at, Date.now()), dayLabel(at, Date.now())];
    expect(shown, at).toEqual(['', '', '', '']);
    expect(dayNumber(at), at).toBeNaN();
  }
  for (const at of ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z']) {
    expect(timeOf(at), at).not.toBe('');
    expect(dayLabel(at, Date.now()), at).not.toBe('');
  }
});
