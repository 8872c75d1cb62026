// What each action leads to.
import { actionWords as w } from '../../strings/actions';
import type { ResolvedEntry } from '../../types/ResolvedEntry';
import type { Actions } from './actions.svelte';
import { copyText } from './copytext';
import { download } from './download';
import { actionsOf, copiedOf, filesOf, type Action } from './items';
import type { Box } from './place';

/** Does what was chosen in the menu or pressed on the row, if it can be done with this row. */
export function perform(
  actions: Actions,
  action: Action,
  entry: ResolvedEntry,
  at: Box,
  file: number | null = null,
): void {
  const { acts, host } = actions.room;
  if (!actionsOf(entry, acts, file).includes(action)) return;
  const files = filesOf(entry, file);
  switch (action) {
    case 'react':
      return actions.openMenu(entry, at, 'emoji');
    case 'reply':
      acts.reply(entry);
      return actions.leaveToComposer();
    case 'edit':
      acts.edit(entry);
      return actions.leaveToComposer();
    case 'copy_text':
      return void copy(actions, copiedOf(entry));
    case 'download':
      return files.forEach(({ path, name }) => download(host.fileUrl(path, 'download'), name));
    case 'copy_file_link':
      return void copy(actions, actions.room.linkToFile(files[0]?.path ?? ''));
    case 'copy_link':
      return void copy(actions, actions.room.linkTo(entry.id));
    case 'pin':
      return acts.pin(entry);
    case 'unpin':
      return acts.unpin(entry.id);
    default:
      actions.open({ kind: action, entry });
  }
}

async function copy(actions: Actions, text: string): Promise<void> {
  if (await copyText(text)) actions.say(w.copied);
  else actions.open({ kind: 'copy', text });
}
