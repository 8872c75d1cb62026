// The initials of names of many kinds.
import { expect, it } from 'vitest';
import { initialsOf } from './initials';

/** Without the mark between the signs, which nobody sees. */
const seen = (name: string) => initialsOf(name).replace('\u200c', '');

it.each([
  ['ana', 'A'],
  ['Maria José', 'MJ'],
  ['Somebody with a really long name', 'SW'],
  ['anna-lena', 'AL'],
  ['build_bot.3', 'BB'],
  ['guest 12', 'G1'],
  ['O’Neil', 'O'],
  ['(Ben)', 'B'],
  ['Ana 🎉', 'A'],
  ['élodie', 'É'],
  ['e\u0301lodie', 'E\u0301'],
  ['ßen', 'ß'],
  ['ნინო', 'ნ'],
  ['Łukasz Żak', 'ŁŻ'],
  ['Юлия', 'Ю'],
])('%s: the first signs of the first two words are %s', (name, initials) => {
  expect(seen(name)).toBe(initials);
});

it.each([
  ['王小明', '王'],
  ['王 小明', '王'],
  ['たなか', 'た'],
  ['김 민수', '김'],
])('%s: one sign of a wide script is enough', (name, initials) => {
  expect(seen(name)).toBe(initials);
});

it.each([
  ['🦊', '🦊'],
  ['👩‍🚀 Mae', '👩‍🚀'],
  ['🇧🇷 Ana', '🇧🇷'],
  ['👋🏽', '👋🏽'],
])('%s: a name that begins with an emoji has the whole emoji', (name, initials) => {
  expect(seen(name)).toBe(initials);
});

it('a sign keeps its marks, and letters do not join across words', () => {
  expect(seen('क्षिति')).toMatch(/^क्/);
  expect(initialsOf('عبد الله')).toBe('ع\u200cا');
});

it('a name without any letter has its first sign', () => {
  expect(seen('???')).toBe('?');
  expect(seen('…')).toBe('…');
});
