// A row follows the finger that swipes it.
import { SWIPE_PX } from './touch';

/** The row's place in the list, and how far it was swiped, as a part of what a reply takes. */
export type Swipe = { top: number; height: number; part: number };

/** Moves the row by so many pixels towards the reading end. 0: it stands in its place again. */
export function follow(row: HTMLElement, px: number): Swipe | null {
  const direction = getComputedStyle(row).direction === 'rtl' ? -1 : 1;
  row.style.transform = px > 0 ? `translateX(${direction * px}px)` : '';
  return px > 0 ? { top: row.offsetTop, height: row.offsetHeight, part: px / SWIPE_PX } : null;
}
