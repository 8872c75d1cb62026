// A number takes the form of the noun that its language wants.
import { expect, it } from 'vitest';
import { counting } from './counted';

it('two forms are enough for German, and one for Japanese', () => {
  const german = counting('de');
  const forms = { one: '# Nachricht', other: '# Nachrichten' };
  expect([0, 1, 2, 1200].map((n) => german(n, forms))).toEqual([
    '0 Nachrichten',
    '1 Nachricht',
    '2 Nachrichten',
    '1.200 Nachrichten',
  ]);
  expect(counting('ja')(1, { other: '# 件' })).toBe('1 件');
});

it('Arabic has six, and a form may leave the number out', () => {
  const count = counting('ar');
  const forms = { zero: 'none', one: 'one', two: 'two', few: 'few', many: 'many', other: 'other' };
  expect([0, 1, 2, 3, 11, 100].map((n) => count(n, forms))).toEqual([
    'none',
    'one',
    'two',
    'few',
    'many',
    'other',
  ]);
});
