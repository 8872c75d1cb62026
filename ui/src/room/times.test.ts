// Days in words.
import { expect, it } from 'vitest';
import { dayLabel } from './times';

it('names today and yesterday, and gives the date of other days', () => {
  const now = new Date(2026, 2, 1, 0, 30);
  const label = (...date: [number, number, number, number]) =>
    dayLabel(new Date(...date).toISOString(), now.getTime());
  expect(label(2026, 2, 1, 0)).toBe('Today');
  expect(label(2026, 1, 28, 23)).toBe('Yesterday');
  expect(label(2026, 1, 27, 23)).toContain('27');
  expect(label(2025, 11, 31, 12)).toContain('2025');
});
