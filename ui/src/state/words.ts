// An entry in words that fit one line: the text of a message, or what was shared. They are the same
// in every language, as quotations are when they cross to pages. room/list/quoted.ts adds the
// number of files in words.
import { plainName } from '../strings/plainname';
import type { ResolvedEntry } from '../types/ResolvedEntry';

const MOST_QUOTE_CHARS = 160;

/** The text, or what was shared: "photo.jpg: caption" of one file, and "caption" of several. */
export function wordsOf({ text, share }: Pick<ResolvedEntry, 'text' | 'share'>): string {
  if (!share) return text;
  const only = share.files.length === 1 ? share.files[0] : undefined;
  return [only && plainName(only.name), firstLine(share.caption)].filter(Boolean).join(': ');
}

/** How many files are shared, if there are several. */
export function severalOf({ share }: Pick<ResolvedEntry, 'share'>): number | undefined {
  const files = share?.files.length ?? 0;
  return files > 1 ? files : undefined;
}

/** The first line that is not blank, at most as long as a quotation. */
export function firstLine(text: string): string {
  const line = text.split('\n').find((line) => !isBare(line)) ?? '';
  // A character may take two places in a string. It is cut before its end is trimmed, so that many
  // spaces within it are not gone over again and again.
  const start = line.replace(/^[ \t]+/, '').slice(0, 2 * MOST_QUOTE_CHARS);
  return Array.from(start.replace(/[ \t]+$/, ''))
    .slice(0, MOST_QUOTE_CHARS)
    .join('');
}

export const isBare = (text: string): boolean => /^[ \t\n]*$/.test(text);
