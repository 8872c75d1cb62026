// Where the words of a search stand in a text, by the rules of the server: in any case, with
// accents as one character or as two, and phrases also over a line break.

export type Part = { text: string; hit: boolean };

/** How much of a text is shown before the first word that was found, and in all. */
const LEAD_CHARS = 40;
const MOST_CHARS = 280;
/** Up to here, a text is shown from its beginning. */
const NEAR_CHARS = 60;
/** A long text without a space is cut anywhere. */
const WORD_CHARS = 16;
const JOINER = '\u200d';
/** What belongs to the character before it. */
const CONTINUES = /^(?:[\udc00-\udfff]|\u200d|\p{M}|\p{EMod})/u;

/** What finds any of these words; null: there are none. */
export function patternOf(words: readonly string[]): RegExp | null {
  if (words.length === 0) return null;
  // Of two words that begin at the same place, the longer one is marked.
  const longestFirst = [...words].sort((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map(sourceOf).join('|'), 'giu');
}

/** Whether each of the words is in one of these texts. */
export function haveAll(texts: readonly string[], words: readonly string[]): boolean {
  return words.every((word) => {
    const pattern = new RegExp(sourceOf(word), 'iu');
    return texts.some((text) => pattern.test(text));
  });
}

function sourceOf(word: string): string {
  const [composed, apart] = [word.normalize('NFC'), word.normalize('NFD')].map(escape);
  return composed === apart ? composed! : `${composed}|${apart}`;
}

/** The words of a phrase may stand in two lines. */
function escape(phrase: string): string {
  return phrase
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
    .join('\\s+');
}

/** The text in parts, those that were found and those between. Joined, they are the text. */
export function marked(text: string, pattern: RegExp | null): Part[] {
  const parts: Part[] = [];
  let done = 0;
  for (const { 0: found, index } of pattern ? text.matchAll(pattern) : []) {
    if (index > done) parts.push({ text: text.slice(done, index), hit: false });
    parts.push({ text: found, hit: true });
    done = index + found.length;
  }
  if (done < text.length) parts.push({ text: text.slice(done), hit: false });
  return parts;
}

/** A part of a text around the first word that was found, in one line. */
export function excerpt(text: string, pattern: RegExp | null): string {
  const line = text.trim().replace(/\s+/g, ' ');
  const first = pattern ? Math.max(0, line.search(pattern)) : 0;
  const from = first <= NEAR_CHARS ? 0 : beginNear(line, first - LEAD_CHARS);
  const to = line.length - from <= MOST_CHARS ? line.length : endNear(line, from + MOST_CHARS);
  return (from > 0 ? '…' : '') + line.slice(from, to) + (to < line.length ? '…' : '');
}

/** A place at or shortly after `at` where a word begins. */
function beginNear(line: string, at: number): number {
  const space = line.indexOf(' ', at);
  return space >= 0 && space - at < WORD_CHARS ? space + 1 : boundary(line, at);
}

/** A place at or shortly before `at` where a word ends. */
function endNear(line: string, at: number): number {
  const space = line.lastIndexOf(' ', at);
  return at - space < WORD_CHARS ? space : boundary(line, at);
}

/** The next place where no character, accent or joined emoji is cut in two. */
function boundary(line: string, at: number): number {
  let place = at;
  while (CONTINUES.test(line.slice(place, place + 2)) || line.charAt(place - 1) === JOINER) place++;
  return place;
}
