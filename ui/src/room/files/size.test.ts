// Sizes are short, and no rounding makes a thousand of a unit.
import { expect, it } from 'vitest';
import { sizeText } from './size';

it('names the largest unit that fits', () => {
  const sizes: [bytes: number, words: string][] = [
    [0, '0 bytes'],
    [1, '1 byte'],
    [812, '812 bytes'],
    [999, '999 bytes'],
    [1_000, '1 kB'],
    [1_250, '1.3 kB'],
    [9_949, '9.9 kB'],
    [9_960, '10 kB'],
    [64_000, '64 kB'],
    [999_499, '999 kB'],
    [999_500, '1 MB'],
    [2_318_412, '2.3 MB'],
    [340_000_000, '340 MB'],
    [2_000_000_000, '2 GB'],
    [7_300_000_000_000_000, '7,300 TB'],
  ];
  for (const [bytes, words] of sizes) expect(sizeText(bytes), String(bytes)).toBe(words);
});
