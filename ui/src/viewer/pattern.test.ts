// A search finds a text in any case, also where JSON writes it in another form.
import { expect, it } from 'vitest';
import type { ResolvedEntry } from '../types/ResolvedEntry';
import { Pattern } from './pattern';

/** As the file has it. */
const json = (text: string) => JSON.stringify({ text }).replace(/</g, '\\u003c');
const entry = (text: string, name: string | null = null) => ({ text, name }) as ResolvedEntry;

const TEXTS: [text: string, ...words: string[]][] = [
  ['Hello World', 'hello', 'WORLD', 'o w', ' hello '],
  ['</script>', '</SCRIPT', '<', '/'],
  ['say "yes"\tor\nno', '"YES"', 'or', 'no'],
  ['a\\b', '\\', 'A\\B'],
  ['Straße Σίσυφος ΕΛΛΆΣ', 'STRAßE', 'σίσυφοσ', 'ελλάς'],
  ['(x)* [y] {z} ^ $ . + ? |', '(X)*', '[y]', '{z}', '^', '$ .', '+ ?', '|'],
  ['👍🏽 ok', '👍🏽'],
  ['zero\0 and \u2028', 'ZERO'],
];

it('finds what is there, in the text and in its JSON', () => {
  for (const [text, ...all] of TEXTS) {
    for (const words of all) {
      const pattern = Pattern.of(words);
      expect(pattern?.matches(entry(text)), `${words} in ${text}`).toBe(true);
      expect(pattern?.mayBeIn(json(text)), `${words} in the JSON of ${text}`).toBe(true);
    }
  }
});

it('finds nothing that is not there', () => {
  for (const words of ['.*', 'u003c', '\\n', 'x y']) {
    for (const [text] of TEXTS)
      expect(Pattern.of(words)?.matches(entry(text)), `${words} in ${text}`).toBe(false);
  }
  for (const words of ['', '  ']) expect(Pattern.of(words)).toBeNull();
});

it('finds a person', () => {
  expect(Pattern.of('AN')?.matches(entry('hello', 'ana'))).toBe(true);
});

it('splits a text into what matches and the rest, without losing any of it', () => {
  const pattern = Pattern.of('na');
  expect(pattern?.split('Banana NA')).toEqual(['Ba', 'na', '', 'na', ' ', 'NA', '']);
  expect(pattern?.split('none')).toEqual(['none']);
});
