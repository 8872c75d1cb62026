// The texts of an entry as the search shows them. The server searches the same.
import { plainName } from '../../strings/plainname';
import type { ResolvedEntry } from '../../types/ResolvedEntry';

/** Of files, these are their names and the caption. */
export function textsOf({ text, share }: ResolvedEntry): string[] {
  if (!share) return [text];
  const names = share.files.map(({ name }) => plainName(name));
  return share.caption === '' ? names : [...names, share.caption];
}
