// Attends to the whole list: the row under the pointer, the row that the keyboard is in, the keys,
// the context menu, and the finger. All listeners are the list's own; no row has any.
import type { ResolvedEntry } from '../../types/ResolvedEntry';
import type { Actions } from './actions.svelte';
import { followFingers, rowOf } from './gestures';
import { actionOfKey } from './items';
import { perform } from './perform';
import { boxOf, pointAt, type Box } from './place';
import { follow, type Swipe } from './swipe';
import { enterRow, leaveRow, moveOf, walk } from './walk';

const idOf = (row: HTMLElement | null) => (row ? Number(row.dataset['entry']) : null);
const fileOf = (target: Element) => {
  const file = target.closest<HTMLElement>('[data-file]')?.dataset['file'];
  return file === undefined ? null : Number(file);
};
const isSelected = () => getSelection()?.isCollapsed === false;

/** Returns a function that ends this. `onswipe` gets how the row that follows a finger stands. */
export function attend(
  list: HTMLElement,
  actions: Actions,
  onswipe: (swipe: Swipe | null) => void,
): () => void {
  const attendant = new Attendant(list, actions);
  const ended = new AbortController();
  const listen = <Type extends keyof HTMLElementEventMap>(
    type: Type,
    on: (event: HTMLElementEventMap[Type]) => void,
  ) => list.addEventListener(type, on, { signal: ended.signal });

  listen('pointerover', (event) => attendant.hover(event));
  listen('pointerleave', () => (actions.hovered = null));
  listen('pointerdown', () => attendant.beginPress());
  listen('contextmenu', (event) => attendant.openMenu(event));
  listen('focusin', (event) => attendant.focus(event));
  listen('focusout', () => attendant.blur());
  listen('keydown', (event) => attendant.pressKey(event));
  const stop = followFingers(list, {
    onhold: (pressed, x, y) => attendant.hold(pressed, pointAt(x, y)),
    onswipe: (row, px) => onswipe(follow(row, px)),
    onswiped: (row) => attendant.reply(row),
  });
  return () => (stop(), ended.abort());
}

class Attendant {
  /** On some systems a right click selects a word: what was selected before it counts. */
  #selectedBefore = false;

  constructor(
    private readonly list: HTMLElement,
    private readonly actions: Actions,
  ) {}

  hover({ target, pointerType, buttons }: PointerEvent): void {
    // While a text is being selected, nothing may come in between.
    if (pointerType === 'mouse' && buttons === 0) this.actions.hovered = idOf(rowOf(target));
  }

  beginPress(): void {
    this.#selectedBefore = isSelected();
  }

  focus({ target }: FocusEvent): void {
    const row = rowOf(target);
    if (!row) return;
    enterRow(this.list, row);
    this.actions.tips = true;
    if ((target as Element).matches(':focus-visible')) this.actions.focused = idOf(row);
  }

  /**
   * Until the focus has arrived elsewhere, nobody has it. What goes away meanwhile would seem to
   * take it along (browser/focus.ts).
   */
  blur(): void {
    setTimeout(() => this.#seeFocus());
  }

  #seeFocus(): void {
    const active = document.activeElement;
    const row = this.list.contains(active) ? rowOf(active) : null;
    if (!row) leaveRow(this.list);
    if (idOf(row) !== this.actions.focused) this.actions.focused = null;
  }

  pressKey(event: KeyboardEvent): void {
    const row = rowOf(event.target);
    if (!row || event.defaultPrevented) return;
    // The keys of sound and films are their own.
    if (event.target instanceof HTMLMediaElement && event.key !== 'Escape' && event.key !== 'Tab') return;
    // What the row holds may have changed since the focus came.
    if (event.key === 'Tab') return enterRow(this.list, row);
    if (event.ctrlKey || event.altKey || event.metaKey || (event.shiftKey && event.key !== '+')) return;
    const move = moveOf(event.key);
    if (event.key === 'Escape') this.#escape(event.target as Element);
    else if (move) void walk(this.list, row, move, this.actions.room.log);
    // The other keys act on the row itself, not on what it holds.
    else if (event.target !== row || !this.#act(row, event)) return;
    event.preventDefault();
  }

  /** A tooltip goes first, and the focus stays where it is (WCAG 1.4.13). */
  #escape(target: Element): void {
    if (this.actions.tips && target.matches('[data-emoji]:focus-visible')) this.actions.tips = false;
    else this.actions.leaveToComposer();
  }

  /** The browser's own menu stays where a text is selected, for links, and for sound and films. */
  openMenu(event: MouseEvent): void {
    const target = event.target as Element;
    const entry = this.#entryOf(target);
    if (!entry || target.closest('a:not([download]), audio, video') || (this.#selectedBefore && isSelected()))
      return;
    event.preventDefault();
    // A finger that is held opens the sheet by itself.
    if ((event as PointerEvent).pointerType === 'touch') return;
    this.actions.openMenu(entry, pointAt(event.clientX, event.clientY), 'all', fileOf(target));
  }

  hold(pressed: Element, at: Box): void {
    const entry = this.#entryOf(pressed);
    if (!entry) return;
    if (pressed.closest('[data-emoji]')) perform(this.actions, 'who', entry, at);
    else this.actions.openMenu(entry, at, 'sheet', fileOf(pressed));
  }

  reply(row: HTMLElement): void {
    const entry = this.#entryOf(row);
    if (entry) perform(this.actions, 'reply', entry, boxOf(row));
  }

  /** Returns whether the key acts on rows. */
  #act(row: HTMLElement, event: KeyboardEvent): boolean {
    const action = actionOfKey(event);
    const entry = this.#entryOf(row);
    if (!entry || (event.key !== 'Enter' && !action)) return false;
    const said = boxOf(row.querySelector('.body') ?? row);
    if (action) perform(this.actions, action, entry, said);
    else this.actions.openMenu(entry, said, 'all');
    return true;
  }

  #entryOf(target: Element): ResolvedEntry | undefined {
    const id = idOf(rowOf(target));
    return this.actions.room.log.entries.find((entry) => entry.id === id);
  }
}
