// The one line of a quotation or of a pinned message, in the language that the page speaks.
import { t } from '../../strings/page';
import type { Quote } from '../../types/Quote';
import { withFewMarks } from './beginning';
import { plainWords } from './markup/plain';

/** "hello", "photo.jpg: caption", or "3 files: caption". */
export function quotedWords({ text, files }: Pick<Quote, 'text' | 'files'>): string {
  // A line that is all signs, such as the fence of some code, stays as it is.
  return withCount(files, withFewMarks(plainWords(text) || text));
}

/** A line after the number of files, if there are several. */
export function withCount(files: number | undefined, line: string): string {
  return [files && t.log.sharedFiles(files), line].filter(Boolean).join(': ');
}
