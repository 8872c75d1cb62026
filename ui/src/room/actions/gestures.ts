// Follows a finger over the rows of the list, by listeners on the list alone.
import { HOLD_MS, Touch } from './touch';

export type Gestures = {
  /** This part of a row was pressed and held at this point. */
  onhold(pressed: Element, x: number, y: number): void;
  /** The row follows the finger by so many pixels; 0: the swipe is over. */
  onswipe(row: HTMLElement, px: number): void;
  /** The row was swiped far enough. */
  onswiped(row: HTMLElement): void;
};

/** What a finger presses for its own sake: it gets no menu by press and hold. */
const OWN_PRESS = 'a:not([download]), input, textarea';
/** Sound and films have controls that are dragged. */
const OWN_MOVES = 'audio, video';

export const rowOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-entry]') : null;

/** Returns a function that ends this. */
export function followFingers(list: HTMLElement, gestures: Gestures): () => void {
  let current: { id: number; row: HTMLElement; touch: Touch; timer: ReturnType<typeof setTimeout> } | null =
    null;
  const ended = new AbortController();
  const listen = (type: 'pointerdown' | 'pointermove' | 'pointerup' | 'pointercancel', on: typeof begin) =>
    list.addEventListener(type, on, { signal: ended.signal });

  function begin({ target, pointerType, pointerId: id, isPrimary, clientX: x, clientY: y }: PointerEvent) {
    drop();
    const row = pointerType === 'mouse' || !isPrimary ? null : rowOf(target);
    if (!row || (target as Element).closest(OWN_MOVES)) return;
    const direction = getComputedStyle(list).direction === 'rtl' ? 'rtl' : 'ltr';
    const touch = new Touch({ x, y }, { width: window.innerWidth, direction });
    const timer = setTimeout(() => held(target as Element, x, y), HOLD_MS);
    current = { id, row, touch, timer };
    if ((target as Element).closest(OWN_PRESS)) clearTimeout(timer);
  }

  function held(pressed: Element, x: number, y: number) {
    drop();
    // The finger that is lifted presses nothing of what has opened under it.
    pressed.addEventListener('touchend', (event) => event.preventDefault(), { once: true, passive: false });
    gestures.onhold(pressed, x, y);
  }

  function move({ pointerId, clientX: x, clientY: y }: PointerEvent) {
    if (!current || pointerId !== current.id) return;
    const { touch, row, timer } = current;
    touch.move({ x, y });
    if (touch.meaning === 'other') drop();
    if (touch.meaning !== 'swipe') return;
    clearTimeout(timer);
    gestures.onswipe(row, touch.px);
  }

  function end({ pointerId }: PointerEvent) {
    const swiped = pointerId === current?.id && current.touch.replies ? current.row : null;
    drop();
    if (swiped) gestures.onswiped(swiped);
  }

  function drop() {
    if (!current) return;
    const { row, touch, timer } = current;
    current = null;
    clearTimeout(timer);
    if (touch.meaning === 'swipe') gestures.onswipe(row, 0);
  }

  listen('pointerdown', begin);
  listen('pointermove', move);
  listen('pointerup', end);
  listen('pointercancel', drop);
  return () => (drop(), ended.abort());
}
