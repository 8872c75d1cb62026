// What can be done with a row of the conversation, and the keys for it.
import type { Acts } from '../../state/acts.svelte';
import type { ResolvedEntry } from '../../types/ResolvedEntry';
import type { SharedFile } from '../../types/SharedFile';

export type Action =
  | 'react'
  | 'reply'
  | 'edit'
  | 'download'
  | 'copy_text'
  | 'copy_file_link'
  | 'copy_link'
  | 'who'
  | 'wordings'
  | 'pin'
  | 'unpin'
  | 'remove';

/** The letters are those of the English words, and are the same in every language. */
const KEYS = new Map<string, Action>([
  ['r', 'reply'],
  ['e', 'edit'],
  ['+', 'react'],
  ['Delete', 'remove'],
]);

/** All that this person may do with the row, or with this file of it, in the order of the menu. */
export function actionsOf(entry: ResolvedEntry, acts: Acts, file: number | null = null): Action[] {
  if (entry.removed) return ['copy_link'];
  const when = (may: boolean, action: Action): Action[] => (may ? [action] : []);
  return [
    'react',
    'reply',
    ...when(acts.mayEdit(entry), 'edit'),
    ...when(filesOf(entry, file).length > 0, 'download'),
    ...when(copiedOf(entry) !== '', 'copy_text'),
    ...when(filesOf(entry, file).length === 1, 'copy_file_link'),
    'copy_link',
    ...when(entry.reactions.length > 0, 'who'),
    ...when(entry.edited !== null, 'wordings'),
    ...when(acts.isHost, entry.pinned === null ? 'pin' : 'unpin'),
    ...when(acts.mayRemove(entry), 'remove'),
  ];
}

/** The file that was pressed, or all files of the row. */
export function filesOf({ share }: ResolvedEntry, file: number | null): SharedFile[] {
  const pressed = file === null ? undefined : share?.files[file];
  return pressed ? [pressed] : (share?.files ?? []);
}

/** What is copied of a row. Of files, that is their caption. */
export const copiedOf = ({ share, text }: ResolvedEntry): string => (share ? share.caption : text);

/** The action of a key that is pressed on a row, or null. */
export function actionOfKey(event: KeyboardEvent): Action | null {
  const { ctrlKey, altKey, metaKey } = event;
  return ctrlKey || altKey || metaKey ? null : (KEYS.get(nameOf(event)) ?? null);
}

/** Keyboards of other alphabets have the letter in its place. */
function nameOf({ key, code }: KeyboardEvent): string {
  const isOther = key.length === 1 && key > '\x7f' && code.startsWith('Key');
  return isOther ? code.slice(3).toLowerCase() : key.length === 1 ? key.toLowerCase() : key;
}

/** The key of an action, as browsers name it; letters are capitals. */
export function keyOf(action: Action): string | null {
  const [key] = [...KEYS].find(([, one]) => one === action) ?? [];
  return key?.length === 1 ? key.toUpperCase() : (key ?? null);
}
