// Keeps what is open for a message up to the log.
//
// # Invariants
// * A panel shows its message as it is now. What is open only for words that are removed closes.
// * When chat.txt was changed by others, no id means what it meant. Whatever is open for one
//   closes, and says why: the next press must not meet another message.
// * What the composer is about is searched for in the new file. If it is there, the reply or the
//   edit goes on; otherwise the words stay, as those of a new message.
import { ApiError } from '../../api/error';
import { fold } from '../../state/fold';
import type { Room } from '../../state/room.svelte';
import { actionWords as w } from '../../strings/actions';
import type { Entry } from '../../types/Entry';
import type { ResolvedEntry } from '../../types/ResolvedEntry';
import type { Actions } from './actions.svelte';

/** Returns a function that ends this. */
export function keepCurrent(actions: Actions): () => void {
  const { room } = actions;
  return room.follow({
    onEntries: () => {},
    onReferences: (references) => followPanel(actions, references),
    onReset: () => {
      closePanel(actions);
      void findAgain(room);
    },
  });
}

/** Says that chat.txt was changed while something was open for one of its messages. */
export function sayRewritten({ acts }: Room): void {
  acts.problem = new ApiError('rewritten', w.rewritten.question);
}

function followPanel(actions: Actions, references: Entry[]): void {
  const { panel } = actions;
  // The viewer follows by itself.
  if (!panel || !('entry' in panel) || panel.kind === 'viewer') return;
  const entry = references.reduce(fold, panel.entry);
  if (entry === panel.entry) return;
  actions.panel = { ...panel, entry };
  // The menu keeps its place under the pointer, and the question closes by itself.
  if (entry.removed === null || panel.kind === 'menu' || panel.kind === 'remove') return;
  actions.close();
  actions.room.acts.problem = ApiError.refused({ code: 'removed', message: '' });
}

function closePanel(actions: Actions): void {
  const { panel } = actions;
  actions.hovered = null;
  if (!panel || !('entry' in panel || panel.kind === 'pins')) return;
  actions.close();
  sayRewritten(actions.room);
}

/** Grows with each search. An answer to an older one changes nothing. */
let search = 0;

/** Until it is known what became of the message, the composer sends nothing. */
async function findAgain({ acts, draft, host }: Room): Promise<void> {
  const { doing } = acts;
  if (!doing) return;
  const mine = ++search;
  acts.saving = true;
  const there = await host.message(doing.entry.id).catch(() => null);
  if (mine !== search) return;
  acts.saving = false;
  // The person may have left it meanwhile.
  if (acts.doing?.entry.id !== doing.entry.id) return;
  if (there && isSame(there.entry, doing.entry)) return void (acts.doing = { ...doing, entry: there.entry });
  if (doing.kind === 'edit') draft.putBack(draft.text);
  acts.doing = null;
  acts.problem = new ApiError('rewritten', w.rewritten[doing.kind]);
}

function isSame(one: ResolvedEntry, other: ResolvedEntry): boolean {
  const same = one.name === other.name && one.at === other.at && one.verb === other.verb;
  return same && one.removed === null && one.text === other.text;
}
