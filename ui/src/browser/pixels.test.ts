// The size of a picture is found in its head, and no head breaks the search.
import { describe, expect, it } from 'vitest';
import { pixelsIn } from './pixels';

/** Letters stand for themselves, numbers for bytes. */
const bytes = (...parts: (string | number)[]) =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'number' ? [part] : [...part].map((c) => c.charCodeAt(0)))),
  );

const nothing = (count: number) => '\0'.repeat(count);

const HEADS: [string, Uint8Array][] = [
  ['PNG', bytes(0x89, 'PNG\r\n', 0x1a, '\n', nothing(4), 'IHDR', 0, 0, 3, 0x20, 0, 0, 2, 0x58)],
  ['GIF', bytes('GIF89a', 0x20, 3, 0x58, 2)],
  ['BMP', bytes('BM', nothing(16), 0x20, 3, 0, 0, 0xa8, 0xfd, 0xff, 0xff)],
  [
    'JPEG with metadata before its frame',
    bytes(0xff, 0xd8, 0xff, 0xe1, 0, 4, 'Ex', 0xff, 0xc4, 0, 3, 9, 0xff, 0xc2, 0, 17, 8, 2, 0x58, 3, 0x20),
  ],
  ['WebP with alpha', bytes('RIFF', nothing(4), 'WEBPVP8X', nothing(8), 0x1f, 3, 0, 0x57, 2, 0)],
  ['WebP', bytes('RIFF', nothing(4), 'WEBPVP8 ', nothing(10), 0x20, 3, 0x58, 2)],
  // 14 bits of width - 1, then 14 bits of height - 1.
  ['lossless WebP', bytes('RIFF', nothing(4), 'WEBPVP8L', nothing(4), 0x2f, 0x1f, 0xc3, 0x95, 0)],
  [
    'AVIF with a thumbnail',
    bytes(
      ...[nothing(4), 'ftypavif', nothing(8), 'ispe', nothing(4), 0, 0, 0, 16, 0, 0, 0, 12],
      ...['ispe', nothing(4), 0, 0, 3, 0x20, 0, 0, 2, 0x58],
    ),
  ],
];

describe('the pixels of a picture', () => {
  it.each(HEADS)('are found in the head of a %s', (_, head) => {
    expect(pixelsIn(head)).toBe(800 * 600);
  });

  it.each(HEADS)('are unknown where the head of a %s ends too early', (_, head) => {
    for (let end = 0; end < head.length - 4; end++) {
      const found = pixelsIn(head.slice(0, end));
      // The thumbnail of the AVIF comes first.
      expect(found === null || found === 16 * 12).toBe(true);
    }
  });

  it('are unknown for anything else', () => {
    expect(pixelsIn(bytes('<svg width="1e9">'))).toBeNull();
    expect(pixelsIn(bytes(0xff, 0xd8, nothing(100)))).toBeNull();
  });
});
