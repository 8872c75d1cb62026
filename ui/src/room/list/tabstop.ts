// The conversation is one tab stop: Tab reaches one of its rows, and the arrow keys go to the
// others (room/actions/walk.ts). From a row, Tab goes on through what it holds.
//
// Rows, and all that they hold, are rendered with `tabindex="-1"`. The row that Tab reaches has 0
// (the "roving tabindex" of the ARIA guide).

export const ROWS = '[role=log] [data-entry]';

/** The tab stop of each list. A busy room has no time to search its rows for it. */
const stops = new WeakMap<HTMLElement, HTMLElement>();

/** Makes the newest row the tab stop, unless the person is at another one. */
export function keepTabStop(list: HTMLElement): void {
  const present = stops.get(list);
  if (present?.isConnected && list.contains(document.activeElement)) return;
  const all = list.querySelectorAll<HTMLElement>(ROWS);
  const newest = all[all.length - 1];
  if (newest) moveTabStop(list, newest);
}

export function moveTabStop(list: HTMLElement, row: HTMLElement): void {
  const present = stops.get(list);
  if (present === row) return;
  if (present) present.tabIndex = -1;
  row.tabIndex = 0;
  stops.set(list, row);
}
