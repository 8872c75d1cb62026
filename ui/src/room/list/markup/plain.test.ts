// A text without the signs of its markup, by the vectors that notifications are tested with, too.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { plainWords } from './plain';

const file = join(process.cwd(), '../tests/vectors/markup/plain.json');
const vectors = JSON.parse(readFileSync(file, 'utf8')) as [string, string][];

it.each(vectors)('%j is read as %j', (text, plain) => {
  expect(plainWords(text)).toBe(plain);
});
