// The conversation is one tab stop: Tab reaches one of its rows, and the arrow keys go to the
// others (room/actions/walk.ts). From a row, Tab goes on through what it holds.
//
// Rows, and all that they hold, are rendered with `tabindex="-1"`. The row that Tab reaches has 0
// (the "roving tabindex" of the ARIA guide).

export const ROWS = '[role=log] [data-entry]';

/** Makes the newest row the tab stop, unless the person is at another one. */
export function keepTabStop(list: HTMLElement): void {
  const present = list.querySelector<HTMLElement>(`${ROWS}[tabindex="0"]`);
  if (present && list.contains(document.activeElement)) return;
  const all = list.querySelectorAll<HTMLElement>(ROWS);
  const newest = all[all.length - 1];
  if (newest && newest !== present) moveTabStop(list, newest);
}

export function moveTabStop(list: HTMLElement, row: HTMLElement): void {
  for (const one of list.querySelectorAll<HTMLElement>(`${ROWS}[tabindex="0"]`)) one.tabIndex = -1;
  row.tabIndex = 0;
}
