// Where code stands between backticks in a line of text.
//
// # Invariants
// * The work is linear, however many backticks there are: a run of them looks for its end once for
//   each length.

export type Span = { from: number; to: number; code: string };

const TICKS = /`+/g;

export function codeSpans(text: string): Span[] {
  const runs = [...text.matchAll(TICKS)].map((found) => ({ from: found.index, length: found[0].length }));
  /** The runs of each length, the first one last. */
  const byLength = new Map<number, number[]>();
  for (let i = runs.length - 1; i >= 0; i--) {
    const { length } = runs[i]!;
    const same = byLength.get(length);
    if (same) same.push(i);
    else byLength.set(length, [i]);
  }
  const spans: Span[] = [];
  for (let i = 0; i < runs.length; i++) {
    const { from, length } = runs[i]!;
    const close = nextAfter(byLength.get(length)!, i);
    if (close === null) continue;
    const end = runs[close]!.from;
    spans.push({ from, to: end + length, code: contentOf(text.slice(from + length, end)) });
    i = close;
  }
  return spans;
}

/** Takes away what is not behind `i`, which nobody asks for again. */
function nextAfter(same: number[], i: number): number | null {
  while (same.length > 0 && same[same.length - 1]! <= i) same.pop();
  return same[same.length - 1] ?? null;
}

/** Spaces beside the backticks let code begin or end with a backtick. */
function contentOf(inside: string): string {
  const line = inside.replace(/\n/g, ' ');
  return line.startsWith(' ') && line.endsWith(' ') && /[^ ]/.test(line) ? line.slice(1, -1) : line;
}
