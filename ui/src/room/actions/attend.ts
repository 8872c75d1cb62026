// Attends to the whole list: the row under the pointer, the row that the keyboard is in, the keys,
// the context menu, and the finger. All listeners are the list's own; no row has any.
import type { ResolvedEntry } from '../../types/ResolvedEntry';
import type { Move } from '../list/tabstop';
import { enterRow, leaveRow, moveOf } from '../list/tabstop';
import type { Actions } from './actions.svelte';
import { followFingers, rowOf } from './gestures';
import { actionOfKey } from './items';
import { boxOf, pointAt, type Box } from './place';

export type Rows = {
  entryOf(row: HTMLElement): ResolvedEntry | undefined;
  move(row: HTMLElement, move: Move): void;
  swipe(row: HTMLElement, px: number): void;
};

const idOf = (row: HTMLElement | null) => (row ? Number(row.dataset['entry']) : null);

/** Returns a function that ends this. */
export function attend(list: HTMLElement, actions: Actions, rows: Rows): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  /** On some systems a right click selects a word: what was selected before it counts. */
  let selected = false;

  const withEntry = (row: HTMLElement | null, use: (entry: ResolvedEntry, row: HTMLElement) => void) => {
    const entry = row && rows.entryOf(row);
    if (entry) use(entry, row);
  };

  function hover({ target, pointerType, buttons }: PointerEvent) {
    actions.awake = true;
    // While a text is being selected, nothing may come in between.
    if (pointerType === 'mouse' && buttons === 0) actions.hovered = idOf(rowOf(target));
  }

  function focus({ target }: FocusEvent) {
    const row = rowOf(target);
    if (!row) return;
    actions.awake = true;
    enterRow(list, row);
    if ((target as Element).matches(':focus-visible')) actions.focused = idOf(row);
  }

  function blur({ relatedTarget }: FocusEvent) {
    const to = list.contains(relatedTarget as Node | null) ? rowOf(relatedTarget) : null;
    if (!to) leaveRow(list);
    if (idOf(to) !== actions.focused) actions.focused = null;
  }

  function press(event: KeyboardEvent) {
    const row = rowOf(event.target);
    if (!row || event.defaultPrevented) return;
    // What the row holds may have changed since the focus came.
    if (event.key === 'Tab') return enterRow(list, row);
    if (event.ctrlKey || event.altKey || event.metaKey || (event.shiftKey && event.key !== '+')) return;
    const move = moveOf(event.key);
    if (event.key === 'Escape') actions.leaveToComposer();
    else if (move) rows.move(row, move);
    else if (event.target !== row || !actOn(row, event)) return;
    event.preventDefault();
  }

  /** The keys that act on a row work only on the row itself, not on what it holds. */
  function actOn(row: HTMLElement, event: KeyboardEvent): boolean {
    const action = actionOfKey(event);
    if (event.key !== 'Enter' && !action) return false;
    withEntry(row, (entry) => {
      if (action) actions.perform(action, entry, boxOf(row));
      else actions.openMenu(entry, boxOf(row), 'all');
    });
    return true;
  }

  /** The browser's own menu stays where a text is selected, and for links. */
  function openMenu(event: MouseEvent) {
    const target = event.target as Element;
    const row = rowOf(target);
    if (!row || target.closest('a') || (selected && !getSelection()?.isCollapsed)) return;
    event.preventDefault();
    // A finger that is held opens the sheet by itself.
    if ((event as PointerEvent).pointerType === 'touch') return;
    withEntry(row, (entry) => actions.openMenu(entry, pointAt(event.clientX, event.clientY), 'all'));
  }

  function hold(pressed: Element, entry: ResolvedEntry, at: Box) {
    if (pressed.closest('[data-emoji]')) actions.perform('who', entry, at);
    else actions.openMenu(entry, at, 'sheet');
  }

  list.addEventListener('pointerover', hover, { signal });
  list.addEventListener('pointerleave', () => (actions.hovered = null), { signal });
  list.addEventListener('focusin', focus, { signal });
  list.addEventListener('focusout', blur, { signal });
  list.addEventListener('keydown', press, { signal });
  list.addEventListener('pointerdown', () => (selected = getSelection()?.isCollapsed === false), { signal });
  list.addEventListener('contextmenu', openMenu, { signal });

  const stop = followFingers(list, {
    onhold: (pressed, x, y) => withEntry(rowOf(pressed), (entry) => hold(pressed, entry, pointAt(x, y))),
    onswipe: rows.swipe,
    onswiped: (row) => withEntry(row, (entry) => actions.perform('reply', entry, boxOf(row))),
  });
  return () => (stop(), ended.abort());
}
