// The page is written from right to left, too: its sides are `start` and `end`.
import { expect, it } from 'vitest';

const sources = import.meta.glob(['../**/*.svelte', './*.css'], {
  query: '?raw',
  import: 'default',
  eager: true,
}) as Record<string, string>;

const PHYSICAL = /^\s*(?:(?:margin|padding|border)-(?:left|right)[\w-]*|left|right|text-align):\s*([^;]+);/gm;
/** The same from both sides: the edge of a phone's glass, a side that is given up, the middle. */
const ALIKE = /env\(|^auto$|50%|^(?:start|end|center)$/;

it('no style speaks of left and right', () => {
  for (const [path, text] of Object.entries(sources)) {
    const styles = path.endsWith('.css') ? text : (text.split('<style>')[1] ?? '');
    const physical = [...styles.matchAll(PHYSICAL)].filter(([, value]) => !ALIKE.test(value ?? ''));
    expect(
      physical.map(([line]) => line.trim()),
      path,
    ).toEqual([]);
  }
});
