// How a row is named for screen readers: who, when, whether it mentions the reader, and what later
// lines did to it. The words of the row are its description.
import { t } from '../../strings/page';
import type { ResolvedEntry } from '../../types/ResolvedEntry';
import type { Answered } from '../actions/Quote.svelte';
import { timeOf } from './times';

export function labelOf(
  entry: ResolvedEntry,
  form: 'message' | 'file',
  mention: string | null = null,
  answered: Answered = null,
): string {
  const reactions = entry.reactions.reduce((sum, { people }) => sum + people.length, 0);
  const { row } = t.log;
  return [
    form === 'file' && t.log.file,
    entry.name ?? (form === 'message' && t.log.someone),
    entry.at && timeOf(entry.at),
    mention,
    entry.verb === 'replied to' && (answered ? row.replyTo(answered.name ?? t.log.someone) : t.log.reply),
    entry.removed && row.removed,
    entry.edited !== null && row.edited,
    entry.pinned !== null && row.pinned,
    reactions > 0 && row.reactions(reactions),
  ]
    .filter(Boolean)
    .join(row.between);
}
