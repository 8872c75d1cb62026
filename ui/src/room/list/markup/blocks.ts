// Markup of whole lines: fenced code, quotes and lists, as in CommonMark, and tables pasted from a
// spreadsheet, whose cells stand between tabs.
//
// # Invariants
// * The work is linear in the text.
// * Quotes are nested once. What is deeper stays text.
import { linkify } from '../linkify';
import { inline, type Run } from './inline';

export type Item = { depth: number; label: string; runs: Run[] };

export type Block =
  | { kind: 'lines'; runs: Run[] }
  | { kind: 'code'; code: string; language: string }
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'list'; items: Item[] }
  | { kind: 'table'; rows: Run[][][] };

/** Its end fits anything, so that it never goes over the same signs again. */
const FENCE = /^ {0,3}(`{3,}|~{3,})([^]*)/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( {0,9})([-*]|\d{1,9}[.)])[ \t]+(?=\S)/;
const MOST_DEPTH = 3;
/** A text that costs more is shown without markup, so that no message holds up a frame. */
export const MOST_NODES = 600;

/** What could be markup of whole lines. Most texts have none of it. */
const MAYBE = /^ {0,9}(?:[->]|\* |\d{1,9}[.)][ \t]|`{3}|~{3})|\t/m;

export function blocks(text: string): Block[] {
  const found = MAYBE.test(text) ? parse(text.split('\n'), true) : [lines(paragraphs(text))];
  return nodesOf(found) > MOST_NODES ? [lines(linkify(text))] : found;
}

const lines = (runs: Run[]): Block => ({ kind: 'lines', runs });

/** The text, if it has neither markup nor links, as most texts. */
export function plainText(blocks: Block[]): string | null {
  const [only] = blocks;
  if (blocks.length !== 1 || only?.kind !== 'lines' || only.runs.length !== 1) return null;
  const { text, href, code, marks } = only.runs[0]!;
  return href === null && !code && !marks ? text : null;
}

/** About how many nodes of the page these cost. */
function nodesOf(blocks: Block[]): number {
  return blocks.reduce((sum, block) => sum + nodesIn(block), 0);
}

function nodesIn(block: Block): number {
  switch (block.kind) {
    case 'lines':
      return block.runs.length;
    case 'code':
      return 1;
    case 'quote':
      return nodesOf(block.blocks);
    case 'list':
      return block.items.reduce((sum, { runs }) => sum + 1 + runs.length, 0);
    case 'table':
      return block.rows.flat().reduce((sum, runs) => sum + (runs.length || 1), 0);
  }
}

function parse(lines: string[], quotes: boolean): Block[] {
  const found: Block[] = [];
  let plain: string[] = [];
  const flush = () => {
    if (plain.length > 0) found.push({ kind: 'lines', runs: paragraphs(plain.join('\n')) });
    plain = [];
  };
  for (let at = 0; at < lines.length;) {
    const { block = null, end = at + 1 } = blockAt(lines, at, quotes) ?? {};
    if (block) {
      flush();
      found.push(block);
      at = end;
    }
    while (at < end) plain.push(lines[at++]!);
  }
  flush();
  return found;
}

/** Lines that are a block, or that are none although they could be. */
type Found = { block: Block | null; end: number };

function blockAt(lines: string[], at: number, quotes: boolean): Found | null {
  const fence = fenceOf(lines[at]!);
  if (fence) return codeAt(lines, at, fence);
  if (quotes && QUOTE.test(lines[at]!)) return quoteAt(lines, at);
  if (ITEM.test(lines[at]!)) return listAt(lines, at);
  return lines[at]!.includes('\t') ? tableAt(lines, at) : null;
}

/** The end of the lines from `at` on that are of this kind. */
function endOf(lines: string[], at: number, is: (line: string) => boolean): number {
  let end = at;
  while (end < lines.length && is(lines[end]!)) end++;
  return end;
}

type Fence = [signs: string, language: string];

function fenceOf(line: string): Fence | null {
  const [, signs, rest] = FENCE.exec(line) ?? [];
  return signs && !rest!.includes('`') ? [signs, rest!.trim()] : null;
}

/** Without a fence at its end, code goes on to the end of the text. */
function codeAt(lines: string[], at: number, [open, language]: Fence): Found {
  const end = endOf(lines, at + 1, (line) => {
    const [signs, words] = fenceOf(line) ?? [];
    return words !== '' || !signs!.startsWith(open);
  });
  return { block: { kind: 'code', code: lines.slice(at + 1, end).join('\n'), language }, end: end + 1 };
}

function quoteAt(lines: string[], at: number): Found {
  const end = endOf(lines, at, (line) => QUOTE.test(line));
  const inner = lines.slice(at, end).map((line) => line.replace(QUOTE, ''));
  return { block: { kind: 'quote', blocks: parse(inner, false) }, end };
}

/** A line that is indented belongs to the item before it. */
function listAt(lines: string[], at: number): Found {
  const end = endOf(lines, at, (line) => ITEM.test(line) || /^ {2,}\S/.test(line));
  const items: { depth: number; label: string; words: string }[] = [];
  for (const line of lines.slice(at, end)) {
    const head = ITEM.exec(line);
    const last = items[items.length - 1];
    if (head) {
      const depth = Math.min(MOST_DEPTH, Math.floor(head[1]!.length / 2));
      const label = /\d/.test(head[2]!) ? head[2]! : '•';
      items.push({ depth, label, words: line.slice(head[0].length) });
    } else if (last) {
      last.words += `\n${line.trim()}`;
    }
  }
  return {
    block: { kind: 'list', items: items.map(({ words, ...item }) => ({ ...item, runs: inline(words) })) },
    end,
  };
}

/**
 * At least two lines with the same number of cells, which have links and no other markup. Indented
 * code is no table.
 */
function tableAt(lines: string[], at: number): Found | null {
  const cells = lines[at]!.split('\t').length;
  const end = endOf(lines, at, (line) => line.split('\t').length === cells);
  const own = lines.slice(at, end);
  if (own.length < 2 || own.every((line) => line.startsWith('\t'))) return { block: null, end };
  return {
    block: { kind: 'table', rows: own.map((line) => line.split('\t').map((cell) => linkify(cell.trim()))) },
    end,
  };
}

/** Markup does not reach over an empty line. */
function paragraphs(text: string): Run[] {
  return text.split(/(\n[ \t]*\n\s*)/).flatMap((part, i) => {
    if (part === '') return [];
    return i % 2 === 1 ? [{ text: part, href: null }] : inline(part);
  });
}
