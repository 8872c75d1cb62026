// What was shared, in words. src-tauri/core/src/files/words.rs has the same rules.
import { expect, it } from 'vitest';
import { firstLine, severalOf, wordsOf } from './words';

const file = (name: string) => ({ name, bytes: 7, width: null, height: null, path: 'files/abcde-a' });
const words = (names: string[], caption = '') =>
  wordsOf({ text: 'as it stands in the log', share: { files: names.map(file), caption } });

it('names one file, but not several, and adds the first line of the caption', () => {
  expect(words(['b.jpg'])).toBe('b.jpg');
  expect(words(['b.jpg'], '\n \t\n  see this \nand this')).toBe('b.jpg: see this');
  expect(words(['a', 'b', 'c'])).toBe('');
  expect(words(['a', 'b'], 'ours')).toBe('ours');
  expect(wordsOf({ text: 'hello\nall' })).toBe('hello\nall');
});

it('counts files only if there are several', () => {
  const several = (names: string[]) => severalOf({ share: { files: names.map(file), caption: '' } });
  expect([several(['a']), several(['a', 'b', 'c']), severalOf({})]).toEqual([undefined, 3, undefined]);
});

it('lets no name turn the direction of writing', () => {
  expect(words(['photo\u202Egpj.exe'])).toBe('photo\uFFFDgpj.exe');
});

it('cuts a long line between characters', () => {
  expect(Array.from(firstLine('🐈'.repeat(500)))).toHaveLength(160);
});

it('trims a line without going over its spaces again and again', () => {
  expect(firstLine(' \t a b \t')).toBe('a b');
  expect(firstLine(`${' '.repeat(200_000)}a${' '.repeat(200_000)}b`)).toBe('a');
});
