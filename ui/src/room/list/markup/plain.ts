// The words of a text without the signs of its markup, for places that show them in one line or as
// plain text. `plain_words` in core has the same rules, and both are tested with
// tests/vectors/markup/plain.json.
import { blocks, type Block } from './blocks';
import type { Run } from './inline';

export const plainWords = (text: string): string => joined(blocks(text));

const joined = (blocks: Block[]): string => blocks.map(wordsIn).join('\n');
const wordsOf = (runs: Run[]) => runs.map(({ text }) => text).join('');

function wordsIn(block: Block): string {
  switch (block.kind) {
    case 'lines':
      return wordsOf(block.runs);
    case 'code':
      return block.code;
    case 'quote':
      return joined(block.blocks);
    case 'list':
      return block.items.map(({ label, runs }) => `${label} ${wordsOf(runs)}`).join('\n');
    case 'table':
      return block.rows.map((cells) => cells.map(wordsOf).join('\t')).join('\n');
  }
}
