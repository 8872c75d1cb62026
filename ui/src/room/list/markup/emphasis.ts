// Which signs of markup belong together: the algorithm of CommonMark ("process emphasis"), for `*`
// and `~~`.

export type Mark = 'strong' | 'em' | 'struck';

/** A run of the same sign. */
export type Delimiter = {
  sign: string;
  /** How many signs there were, and how many are still without a partner. */
  length: number;
  left: number;
  opens: boolean;
  closes: boolean;
};

/** What stands between two pieces is marked. */
export type Match = { from: number; to: number; mark: Mark };

type Opener = { at: number; delimiter: Delimiter };

/** Finds the pairs, and takes the signs that found a partner from `left`. */
export function matches(delimiters: readonly (Delimiter | undefined)[]): Match[] {
  const found: Match[] = [];
  const openers: Opener[] = [];
  /** Below this depth of the stack, nothing fits such a closing run. */
  const bottoms = new Map<string, number>();
  for (const [at, closer] of delimiters.entries()) {
    if (!closer) continue;
    while (closer.closes && closer.left > 0) {
      const kind = `${closer.sign}${closer.opens}${closer.length % 3}`;
      const bottom = Math.min(bottoms.get(kind) ?? 0, openers.length);
      const partner = findOpener(openers, closer, bottom);
      if (partner < 0) {
        bottoms.set(kind, openers.length);
        break;
      }
      const { at: from, delimiter: opener } = openers[partner]!;
      const signs = opener.left >= 2 && closer.left >= 2 ? 2 : 1;
      found.push({ from, to: at, mark: closer.sign === '~' ? 'struck' : signs === 2 ? 'strong' : 'em' });
      opener.left -= signs;
      closer.left -= signs;
      openers.length = opener.left > 0 ? partner + 1 : partner;
    }
    if (closer.opens && closer.left > 0) openers.push({ at, delimiter: closer });
  }
  return found;
}

function findOpener(openers: Opener[], closer: Delimiter, bottom: number): number {
  for (let i = openers.length - 1; i >= bottom; i--) {
    if (fits(openers[i]!.delimiter, closer)) return i;
  }
  return -1;
}

/** The "rule of 3": `**a*b**` is strong, and has no emphasis in it. */
function fits(opener: Delimiter, closer: Delimiter): boolean {
  if (opener.sign !== closer.sign) return false;
  if (!opener.closes && !closer.opens) return true;
  const [a, b] = [opener.length, closer.length];
  return (a + b) % 3 !== 0 || (a % 3 === 0 && b % 3 === 0);
}
