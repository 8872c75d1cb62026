// Markup inside a paragraph: `code`, *emphasis*, **strong** and ~~struck~~, by the rules of
// CommonMark, and links. A backslash is a backslash, and an underscore an underscore: people write
// Windows paths and snake_case.
//
// # Invariants
// * The work is linear in the text.
// * The result is a flat list, however deep the markup is nested.
// * No text is lost but the signs of markup that was understood.
import { linkify, type Part } from '../linkify';
import { codeSpans } from './codespans';
import { matches, type Delimiter, type Mark } from './emphasis';

/** Words that look alike. */
export type Run = Part & { code?: true; marks?: Mark[] };

/** Each sign may cost a node of the page. A paragraph with more of them has no markup. */
export const MOST_SIGNS = 400;

type Piece = { run: Run; delimiter?: Delimiter };
/** Code or a link, which is whole. */
type Atom = { from: number; to: number; run: Run };

const SIGNS = /\*+|~+/g;
/** The outermost comes first. */
const NAMES = ['struck', 'strong', 'em'] as const;

export function inline(text: string): Run[] {
  const signs = text.match(/\*+|~+|`+/g)?.length ?? 0;
  return signs === 0 || signs > MOST_SIGNS ? linkify(text) : withMarks(piecesOf(text));
}

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { from, to, run } of atomsOf(text)) {
    divide(text, at, from, pieces);
    pieces.push({ run });
    at = to;
  }
  divide(text, at, text.length, pieces);
  return pieces;
}

/** In order. Code that is nothing but an address is a link, and other code has none. */
function atomsOf(text: string): Atom[] {
  const spans = codeSpans(text).map(({ code, ...place }): Atom => {
    const [part, more] = linkify(code);
    return { ...place, run: { ...(more ? { text: code, href: null } : part!), code: true } };
  });
  let at = 0;
  const links = linkify(text).flatMap((part): Atom[] => {
    const from = at;
    at += part.text.length;
    return part.href === null ? [] : [{ from, to: at, run: part }];
  });
  const atoms: Atom[] = [];
  let next = 0;
  for (const link of links) {
    while (next < spans.length && spans[next]!.from < link.from) atoms.push(spans[next++]!);
    if (link.from >= (atoms[atoms.length - 1]?.to ?? 0)) atoms.push(link);
  }
  return atoms.concat(spans.slice(next));
}

/** Divides a part of the text at its signs. */
function divide(text: string, from: number, to: number, pieces: Piece[]): void {
  let at = from;
  const plain = (end: number) => {
    if (end > at) pieces.push({ run: { text: text.slice(at, end), href: null } });
  };
  for (const { 0: signs, index } of text.slice(from, to).matchAll(SIGNS)) {
    if (signs[0] === '~' && signs.length !== 2) continue;
    const start = from + index;
    plain(start);
    at = start + signs.length;
    const delimiter = delimiterAt(text, start, at);
    pieces.push({ run: { text: signs, href: null }, delimiter });
  }
  plain(to);
}

const WHITE = /^[\s\p{Z}]?$/u;
/** Chinese and Japanese signs stand where other scripts have letters. */
const PUNCTUATION = /^(?![\u3000-\u303f\uff00-\uffef])[\p{P}\p{S}]$/u;

/** Whether a run of signs may begin or end something, by what stands beside it. */
function delimiterAt(text: string, from: number, to: number): Delimiter {
  const before = [...text.slice(Math.max(0, from - 2), from)].pop() ?? '';
  const after = [...text.slice(to, to + 2)][0] ?? '';
  const touches = (near: string, far: string) =>
    !WHITE.test(near) && (!PUNCTUATION.test(near) || WHITE.test(far) || PUNCTUATION.test(far));
  return {
    sign: text.charAt(from),
    length: to - from,
    left: to - from,
    opens: touches(after, before),
    closes: touches(before, after),
  };
}

/** The words with their marks, without the signs that made them. Equal neighbours are joined. */
function withMarks(pieces: Piece[]): Run[] {
  const changes = pieces.map((): Record<Mark, number> => ({ strong: 0, em: 0, struck: 0 }));
  for (const { from, to, mark } of matches(pieces.map(({ delimiter }) => delimiter))) {
    changes[from]![mark]++;
    changes[to]![mark]--;
  }
  const runs: Run[] = [];
  const depth: Record<Mark, number> = { strong: 0, em: 0, struck: 0 };
  for (const [i, { run, delimiter }] of pieces.entries()) {
    // What ends here ends before the rest of the signs, and what begins here begins after it.
    for (const name of NAMES) if (changes[i]![name] < 0) depth[name] += changes[i]![name];
    const text = delimiter ? delimiter.sign.repeat(delimiter.left) : run.text;
    const marks = NAMES.filter((name) => depth[name] > 0);
    if (text !== '') push(runs, { ...run, text, ...(marks.length > 0 && { marks }) });
    for (const name of NAMES) if (changes[i]![name] > 0) depth[name] += changes[i]![name];
  }
  return runs;
}

function push(runs: Run[], run: Run): void {
  const last = runs[runs.length - 1];
  const plain = (one: Run) => one.href === null && !one.code;
  const joins = last && plain(last) && plain(run) && String(last.marks) === String(run.marks);
  if (joins) runs[runs.length - 1] = { ...last, text: last.text + run.text };
  else runs.push(run);
}
