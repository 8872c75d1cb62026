// What a finger on a row means: a press and hold, a swipe towards the reading end, or neither. It
// knows points and no elements. The browser scrolls by itself, and cancels the touch then.

export const HOLD_MS = 450;
/** A swipe this far replies. */
export const SWIPE_PX = 56;
/** A row follows the finger no further. */
const MOST_PX = 80;
/** A finger that is held still moves a little. */
const SLOP_PX = 10;
/** At the page's edges, a swipe goes back in the browser's history. */
const EDGE_PX = 24;

type Point = { x: number; y: number };

/** How it stands with a touch: still undecided, a swipe, or nothing that concerns the row. */
export type Meaning = 'unclear' | 'swipe' | 'other';

export class Touch {
  meaning: Meaning = 'unclear';
  /** How far the row has followed the finger. */
  px = 0;

  constructor(
    private readonly from: Point,
    private readonly page: { width: number; direction: 'ltr' | 'rtl' },
  ) {}

  move(to: Point): void {
    const across = (to.x - this.from.x) * (this.page.direction === 'ltr' ? 1 : -1);
    const down = Math.abs(to.y - this.from.y);
    if (this.meaning === 'unclear' && Math.max(Math.abs(across), down) > SLOP_PX) {
      this.meaning = across > down && !this.#atEdge() ? 'swipe' : 'other';
    }
    this.px = this.meaning === 'swipe' ? Math.max(0, Math.min(across - SLOP_PX, MOST_PX)) : 0;
  }

  /** Whether the row was swiped far enough for a reply. */
  get replies(): boolean {
    return this.meaning === 'swipe' && this.px >= SWIPE_PX;
  }

  #atEdge(): boolean {
    return this.from.x < EDGE_PX || this.from.x > this.page.width - EDGE_PX;
  }
}
