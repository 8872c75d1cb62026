// Which rows of the conversation are in use, and what lies over the page for one of them.
import type { Room } from '../../state/room.svelte';
import type { ResolvedEntry } from '../../types/ResolvedEntry';
import type { Box } from './place';

/** A menu is a sheet from below for a finger, and stands beside what was pressed otherwise. */
export type MenuForm = 'all' | 'emoji' | 'sheet';

/** `file` is the number of the file that was pressed, if it was one. */
export type MenuPanel = {
  kind: 'menu';
  entry: ResolvedEntry;
  at: Box;
  form: MenuForm;
  file: number | null;
};

export type Panel =
  | MenuPanel
  | { kind: 'emoji' | 'remove' | 'wordings' | 'who'; entry: ResolvedEntry }
  | { kind: 'copy'; text: string }
  | { kind: 'viewer'; entry: ResolvedEntry; at: number }
  | { kind: 'pins' | 'topic' | 'files' | 'help' };

const NOTE_MS = 2_000;

export class Actions {
  panel = $state.raw<Panel | null>(null);
  /** Whether the search is open. */
  searching = $state(false);
  /** The row under the pointer. */
  hovered = $state<number | null>(null);
  /** The row that the keyboard is in. */
  focused = $state<number | null>(null);
  /** Whether what has the keyboard's focus shows its tooltip. Escape hides it. */
  tips = $state(true);
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
    this.panel = panel;
  }

  openMenu(entry: ResolvedEntry, at: Box, form: MenuForm, file: number | null = null): void {
    this.open({ kind: 'menu', entry, at, form, file });
  }

  close(): void {
    this.panel = null;
  }

  leaveToComposer(): void {
    this.focusComposer();
  }

  say(note: string): void {
    clearTimeout(this.#noteEnds);
    this.note = note;
    this.#noteEnds = setTimeout(() => (this.note = ''), NOTE_MS);
  }
}

const idOf = (panel: Panel | null) => (panel && 'entry' in panel ? panel.entry.id : null);
