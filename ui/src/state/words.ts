// An entry in words that fit one line: the text of a message, or what was shared.
import { plainName } from '../strings/plainname';
import type { ResolvedEntry } from '../types/ResolvedEntry';
import type { Share } from '../types/Share';

const MOST_QUOTE_CHARS = 160;

/** The text, or what was shared: "photo.jpg", or "3 files: caption". */
export function wordsOf({ text, share }: Pick<ResolvedEntry, 'text' | 'share'>): string {
  if (!share) return text;
  const caption = firstLine(share.caption);
  return caption === '' ? filesOf(share) : `${filesOf(share)}: ${caption}`;
}

/** Quotations cross to pages with these words, so they are the same in every language. */
function filesOf({ files }: Share): string {
  return files.length === 1 ? plainName(files[0]?.name ?? '') : `${files.length} files`;
}

/** The first line that is not blank, at most as long as a quotation. */
export function firstLine(text: string): string {
  const line = text.split('\n').find((line) => !isBare(line)) ?? '';
  const trimmed = line.replace(/^[ \t]+|[ \t]+$/g, '');
  // A character may take two places in a string.
  return Array.from(trimmed.slice(0, 2 * MOST_QUOTE_CHARS))
    .slice(0, MOST_QUOTE_CHARS)
    .join('');
}

export const isBare = (text: string): boolean => /^[ \t\n]*$/.test(text);
