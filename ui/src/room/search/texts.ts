// The texts of an entry as the search shows them. The server searches the same.
import { plainName } from '../../strings/plainname';
import type { ResolvedEntry } from '../../types/ResolvedEntry';
import { plainWords } from '../list/markup/plain';

/** A longer text keeps the signs of its markup: many hits come at once. */
const MOST_CHARS = 4_000;

/** Of files, these are their names and the caption. */
export function textsOf({ text, share }: ResolvedEntry): string[] {
  if (!share) return [text];
  const names = share.files.map(({ name }) => plainName(name));
  return share.caption === '' ? names : [...names, share.caption];
}

/** An entry in words, without the signs of markup, unless a sign was searched for. */
export function shownWords(entry: ResolvedEntry, pattern: RegExp | null): string {
  const words = textsOf(entry).join('\n');
  if (entry.share || words.length > MOST_CHARS) return words;
  const plain = plainWords(words);
  const isSign = pattern !== null && plain.search(pattern) < 0 && words.search(pattern) >= 0;
  return isSign ? words : plain;
}
