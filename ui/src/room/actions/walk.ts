// Walking through the conversation by keys: from row to row, and through what a row holds.
import { tick } from 'svelte';
import type { Log } from '../../state/log.svelte';
import { moveTabStop, ROWS } from '../list/tabstop';

/** Where a key leads from a row. */
export type Move = 'previous' | 'next' | 'first' | 'last';

/** The part of the view by which a key scrolls within a row that is higher than the view. */
const STEP = 0.75;

const MOVES: Record<string, Move> = { ArrowUp: 'previous', ArrowDown: 'next', Home: 'first', End: 'last' };

export const moveOf = (key: string): Move | null => MOVES[key] ?? null;

/** What a row may hold that can have the focus. */
const HELD = 'a, button, audio, video, code, table';

/** Makes this row, in which the focus is, the tab stop, and all that it holds after it. */
export function enterRow(list: HTMLElement, row: HTMLElement): void {
  leaveRow(list);
  moveTabStop(list, row);
  letTabInto(row);
}

/** Lets Tab reach all that this place holds, as far as keys have something to do there. */
export function letTabInto(place: HTMLElement): void {
  for (const one of place.querySelectorAll<HTMLElement>(`:is(${HELD})[tabindex]`))
    if (isPressed(one) || isCut(one.parentElement)) one.tabIndex = 0;
}

const isPressed = (one: HTMLElement) => !one.matches('code, table');

/** Code and tables need the keys only where they are wider than their place, and scroll. */
const isCut = (place: HTMLElement | null) => place !== null && place.scrollWidth > place.clientWidth;

/** The focus has left its row: Tab reaches nothing in it any more, only the row. */
export function leaveRow(list: HTMLElement): void {
  for (const one of list.querySelectorAll<HTMLElement>(`${ROWS} :is(${HELD})[tabindex="0"]`))
    one.tabIndex = -1;
}

/** The row to which a key leads. Null: there is none in that direction. */
export function destination(list: HTMLElement, row: HTMLElement, move: Move): HTMLElement | null {
  const all = [...list.querySelectorAll<HTMLElement>(ROWS)];
  const at = all.indexOf(row);
  const to = { previous: at - 1, next: at + 1, first: 0, last: all.length - 1 }[move];
  return to === at ? null : (all[to] ?? null);
}

/** Goes to another row. Where there is none yet, it is loaded first. */
export async function walk(list: HTMLElement, row: HTMLElement, move: Move, log: Log): Promise<void> {
  const view = list.parentElement;
  if (view && showMore(view, row, move)) return;
  if (move === 'last' && !log.atEnd) await log.returnToLatest();
  else if (!destination(list, row, move)) await (move === 'next' ? log.loadNewer() : log.loadOlder());
  await tick();
  const to = destination(list, row, move);
  to?.focus({ preventScroll: true });
  to?.scrollIntoView({ block: 'nearest' });
}

/** Where a row is higher than the view, a key first shows more of it. Returns whether it did. */
function showMore(view: HTMLElement, row: HTMLElement, move: Move): boolean {
  if (move !== 'previous' && move !== 'next') return false;
  const [seen, { top, bottom }] = [view.getBoundingClientRect(), row.getBoundingClientRect()];
  const hidden = move === 'next' ? bottom - seen.bottom : seen.top - top;
  if (bottom - top <= seen.height || hidden < 1) return false;
  const step = Math.min(hidden, seen.height * STEP);
  view.scrollTop += move === 'next' ? step : -step;
  return true;
}
