// The conversation is one tab stop: Tab reaches one of its rows, and the arrow keys go to the
// others. From a row, Tab goes on through what it holds: its links and buttons.
//
// Rows, and all that they hold, are rendered with `tabindex="-1"`. The row that Tab reaches has 0
// (the "roving tabindex" of the ARIA guide), and so has what it holds while the focus is in it.

const ROWS = '[role=log] [data-entry]';
const STOP = `${ROWS}[tabindex="0"]`;
const HELD = ':is(a, button)[tabindex]';

/** Where a key leads from a row. */
export type Move = 'previous' | 'next' | 'first' | 'last';

const MOVES: Record<string, Move> = { ArrowUp: 'previous', ArrowDown: 'next', Home: 'first', End: 'last' };

export const moveOf = (key: string): Move | null => MOVES[key] ?? null;

/** Makes the newest row the tab stop, unless the person is at another one. */
export function keepTabStop(list: HTMLElement): void {
  const present = list.querySelector<HTMLElement>(STOP);
  if (present && list.contains(document.activeElement)) return;
  const all = list.querySelectorAll<HTMLElement>(ROWS);
  const newest = all[all.length - 1];
  if (newest && newest !== present) stopAt(list, newest);
}

/** Makes this row, in which the focus is, the tab stop, and all that it holds after it. */
export function enterRow(list: HTMLElement, row: HTMLElement): void {
  leaveRow(list);
  stopAt(list, row);
  for (const one of row.querySelectorAll<HTMLElement>(HELD)) one.tabIndex = 0;
}

/** The focus has left its row: Tab reaches nothing in it any more, only the row. */
export function leaveRow(list: HTMLElement): void {
  for (const one of list.querySelectorAll<HTMLElement>(`${ROWS} :is(a, button)[tabindex="0"]`))
    one.tabIndex = -1;
}

/** The row to which a key leads. Null: there is none in that direction. */
export function destination(list: HTMLElement, row: HTMLElement, move: Move): HTMLElement | null {
  const all = [...list.querySelectorAll<HTMLElement>(ROWS)];
  const at = all.indexOf(row);
  const to = { previous: at - 1, next: at + 1, first: 0, last: all.length - 1 }[move];
  return to === at ? null : (all[to] ?? null);
}

function stopAt(list: HTMLElement, row: HTMLElement): void {
  for (const one of list.querySelectorAll<HTMLElement>(STOP)) one.tabIndex = -1;
  row.tabIndex = 0;
}
