// What a person does with the rows of the conversation: which rows are in use, what lies over the
// page for one of them, and what each action leads to.
import { copyText } from '../../browser/copy';
import type { Room } from '../../state/room.svelte';
import { t } from '../../strings/page';
import type { ResolvedEntry } from '../../types/ResolvedEntry';
import { actionsOf, type Action } from './items';
import type { Box } from './place';

/** A menu is a sheet from below for a finger, and stands beside what was pressed otherwise. */
export type MenuForm = 'all' | 'emoji' | 'sheet';

export type Panel =
  | { kind: 'menu'; entry: ResolvedEntry; at: Box; form: MenuForm }
  | { kind: 'emoji' | 'remove' | 'wordings' | 'who'; entry: ResolvedEntry }
  | { kind: 'copy'; text: string }
  | { kind: 'pins' | 'topic' };

const NOTE_MS = 2_000;

export class Actions {
  panel = $state.raw<Panel | null>(null);
  /** Whether rows are being used at all: then their menus are loaded. */
  awake = $state(false);
  /** The row under the pointer. */
  hovered = $state<number | null>(null);
  /** The row that the keyboard is in. */
  focused = $state<number | null>(null);
  /** What was done and is not seen otherwise. */
  note = $state('');
  /** The rows that show what can be done with them. */
  readonly inUse = $derived(new Set([this.hovered, this.focused, idOf(this.panel)]));

  #noteEnds: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly room: Room,
    private readonly focusComposer: () => void,
  ) {}

  open(panel: Panel): void {
    this.awake = true;
    this.panel = panel;
  }

  openMenu(entry: ResolvedEntry, at: Box, form: MenuForm): void {
    this.open({ kind: 'menu', entry, at, form });
  }

  close(): void {
    this.panel = null;
  }

  leaveToComposer(): void {
    this.focusComposer();
  }

  /** Does what was chosen in the menu or pressed on the row, if it can be done with this row. */
  perform(action: Action, entry: ResolvedEntry, at: Box): void {
    const { acts } = this.room;
    if (!actionsOf(entry, acts).includes(action)) return;
    switch (action) {
      case 'react':
        return this.openMenu(entry, at, 'emoji');
      case 'reply':
        acts.reply(entry);
        return this.focusComposer();
      case 'edit':
        acts.edit(entry);
        return this.focusComposer();
      case 'copy_text':
        return void this.#copy(entry.text);
      case 'copy_link':
        return void this.#copy(this.room.linkTo(entry.id));
      case 'pin':
        return acts.pin(entry);
      case 'unpin':
        return acts.unpin(entry.id);
      default:
        this.open({ kind: action, entry });
    }
  }

  async #copy(text: string): Promise<void> {
    if (await copyText(text)) this.#say(t.actions.copied);
    else this.open({ kind: 'copy', text });
  }

  #say(note: string): void {
    clearTimeout(this.#noteEnds);
    this.note = note;
    this.#noteEnds = setTimeout(() => (this.note = ''), NOTE_MS);
  }
}

const idOf = (panel: Panel | null) => (panel && 'entry' in panel ? panel.entry.id : null);
