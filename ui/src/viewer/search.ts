// The search through all entries, in slices: the page stays quick meanwhile.

import type { Block } from './blocks';
import type { Pattern } from './pattern';

const SLICE_MS = 12;

/** Gives the ids of all entries that match, oldest first, as they are found. */
export async function findAll(
  blocks: Block[],
  pattern: Pattern,
  signal: AbortSignal,
  onFound: (ids: number[]) => void,
): Promise<void> {
  let begun = performance.now();
  for (const block of blocks) {
    if (performance.now() - begun > SLICE_MS) {
      await new Promise((resume) => setTimeout(resume));
      begun = performance.now();
    }
    if (signal.aborted) return;
    if (!pattern.mayBeIn(block.text)) continue;
    const found = block.entries().filter((entry) => pattern.matches(entry));
    if (found.length > 0) onFound(found.map(({ id }) => id));
  }
}
