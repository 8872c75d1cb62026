// The letters that names are compared by. core/src/letters.rs is tested with the same vectors.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { plainLetters } from './letters';

type Vector = { text: string; plain: string };

const file = join(process.cwd(), '../tests/vectors/texts/letters.json');
const vectors: Vector[] = JSON.parse(readFileSync(file, 'utf8'));

it.each(vectors)('$text is typed as $plain', ({ text, plain }) => {
  expect(plainLetters(text)).toBe(plain);
  expect(plainLetters(plain)).toBe(plain);
});
