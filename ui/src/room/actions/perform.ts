// What each action leads to.
import { actionWords as w } from '../../strings/actions';
import type { ResolvedEntry } from '../../types/ResolvedEntry';
import type { Actions } from './actions.svelte';
import { copyText } from './copytext';
import { actionsOf, type Action } from './items';
import type { Box } from './place';

/** Does what was chosen in the menu or pressed on the row, if it can be done with this row. */
export function perform(actions: Actions, action: Action, entry: ResolvedEntry, at: Box): void {
  const { acts } = actions.room;
  if (!actionsOf(entry, acts).includes(action)) return;
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
      return void copy(actions, entry.text);
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
