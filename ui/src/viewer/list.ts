// The list of all entries. Only the blocks near the visible part have rows; the others are empty
// boxes of about their height.
//
// # Invariants
// * The row at the top of the visible part stays where it is while blocks get or lose their rows.
// * The boxes together are not taller than browsers can scroll.

import { blockOf, type Block } from './blocks';
import { element } from './element';
import type { Pattern } from './pattern';
import { dayRow, rowOf } from './row';
import { dayOf } from './times';

/** About how tall a row is. */
const ROW_PIXELS = 64;
/** Firefox scrolls 17.8 million pixels, others more. */
const MOST_PIXELS = 12_000_000;
/** How many heights of the visible part have rows, above it and below it. */
const AHEAD = 1;
/** Rows further away than this are removed. Between the two, nothing changes. */
const KEPT = 2;

type Box = { block: Block; element: HTMLElement; pixels: number; isFull: boolean };
/** An entry, and how far its upper edge is below that of the visible part. */
export type Place = { id: number; top: number };
/** An element, and how far its upper edge is below that of the visible part. */
type Anchor = { element: Element; top: number };

export class List {
  private boxes: Box[];
  private pattern: Pattern | null = null;
  /** The height of an empty box, as a part of that of its rows. */
  private scale: number;
  private anchor: Anchor | null = null;
  private frame = 0;
  /** On paper, nothing scrolls: all rows are there until it is printed. */
  private isPrinting = false;

  constructor(
    private scroller: HTMLElement,
    private blocks: Block[],
  ) {
    const pixels = blocks.reduce((sum, { count }) => sum + count * ROW_PIXELS, 0);
    this.scale = Math.min(1, MOST_PIXELS / pixels);
    this.boxes = blocks.map((block) => this.boxOf(block));
    scroller.replaceChildren(...this.boxes.map((box) => box.element));
    scroller.addEventListener('scroll', () => this.updateSoon());
    new ResizeObserver(() => this.restore()).observe(scroller);
    this.update();
  }

  /** Marks what matches, from now on and in the rows that are there. */
  mark(pattern: Pattern | null): void {
    this.pattern = pattern;
    for (const box of this.boxes.filter(({ isFull }) => isFull))
      box.element.replaceChildren(...this.rowsOf(box.block));
    this.anchor = null;
    this.update();
  }

  /** Shows an entry in the middle, and marks it. Without such an entry, nothing happens. */
  goTo(id: number): HTMLElement | null {
    const row = this.reach(id);
    if (row === null) return null;
    row.scrollIntoView({ block: row.offsetHeight > this.scroller.clientHeight ? 'start' : 'center' });
    this.anchor = this.anchorAt(row);
    this.update();
    for (const shown of this.scroller.querySelectorAll('.shown')) shown.classList.remove('shown');
    row.classList.add('shown');
    return row;
  }

  /** Shows the same as when `place` was asked for. */
  returnTo({ id, top }: Place): void {
    const element = this.reach(id);
    if (element === null) return;
    this.anchor = { element, top };
    this.restore();
    this.update();
  }

  goToEdge(edge: 'start' | 'end'): void {
    this.anchor = null;
    this.scroller.scrollTop = edge === 'start' ? 0 : this.scroller.scrollHeight;
    this.update();
  }

  /** The entry at the upper edge of the visible part. Null: there is none. */
  place(): Place | null {
    const row = this.topRow();
    return row === null ? null : { id: Number(row.dataset['id']), top: this.anchorAt(row).top };
  }

  /** Gives rows to all boxes, for paper. */
  showAll(): void {
    this.isPrinting = true;
    for (const box of this.boxes.filter(({ isFull }) => !isFull)) this.fill(box);
    this.restore();
  }

  /** Empties the boxes that are far away once more. */
  showNear(): void {
    this.isPrinting = false;
    this.update();
  }

  private boxOf(block: Block): Box {
    const box = {
      block,
      element: element('div', { class: 'box' }),
      pixels: block.count * ROW_PIXELS,
      isFull: false,
    };
    this.shrink(box);
    return box;
  }

  private rowsOf(block: Block): HTMLElement[] {
    let day = dayOf(block.since);
    return block.entries().flatMap((entry) => {
      const next = entry.at === null ? day : dayOf(entry.at);
      const separator = next === day ? [] : [dayRow(next)];
      day = next;
      return [...separator, rowOf(entry, this.pattern)];
    });
  }

  private fill(box: Box): void {
    box.isFull = true;
    box.element.style.height = '';
    box.element.replaceChildren(...this.rowsOf(box.block));
  }

  private empty(box: Box): void {
    box.isFull = false;
    box.pixels = box.element.getBoundingClientRect().height;
    box.element.replaceChildren();
    this.shrink(box);
  }

  private shrink(box: Box): void {
    box.element.style.height = `${box.pixels * this.scale}px`;
  }

  /** The row of an entry, which may not be visible yet. */
  private reach(id: number): HTMLElement | null {
    const box = this.boxes[blockOf(this.blocks, id)];
    if (!box) return null;
    if (!box.isFull) {
      this.anchor = null;
      this.fill(box);
    }
    return box.element.querySelector<HTMLElement>(`[data-id="${id}"]`);
  }

  private updateSoon(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.anchor = null;
      this.update();
    });
  }

  /** Gives rows to the boxes near the visible part, nearest first, and empties the others. */
  private update(): void {
    if (this.isPrinting) return;
    const edge = this.edge();
    this.anchor ??= this.topAnchor();
    for (let missing = this.missing(); missing !== undefined; missing = this.missing()) {
      this.fill(missing);
      this.restore();
    }
    for (const box of this.far()) this.empty(box);
    this.restore();
    if (edge === 'end') this.scroller.scrollTop = this.scroller.scrollHeight;
    this.anchor = this.topAnchor();
  }

  /** At the very end, new heights must not push the last row away. */
  private edge(): 'end' | null {
    const { scrollTop, clientHeight, scrollHeight } = this.scroller;
    return scrollTop > 0 && scrollTop + clientHeight >= scrollHeight - 2 ? 'end' : null;
  }

  /** The empty box that is nearest to the visible part, if one is near enough. */
  private missing(): Box | undefined {
    const near = this.within(AHEAD).filter(({ isFull }) => !isFull);
    const { top, height } = this.scroller.getBoundingClientRect();
    const distance = ({ element }: Box) => {
      const box = element.getBoundingClientRect();
      return Math.max(top - box.bottom, box.top - top - height);
    };
    return near.sort((a, b) => distance(a) - distance(b))[0];
  }

  private far(): Box[] {
    const kept = new Set(this.within(KEPT));
    return this.boxes.filter((box) => box.isFull && !kept.has(box));
  }

  /** The boxes that are at most this many heights of the visible part away from it. */
  private within(heights: number): Box[] {
    const { top, height } = this.scroller.getBoundingClientRect();
    const [from, to] = [top - height * heights, top + height * (1 + heights)];
    const found: Box[] = [];
    for (let at = this.firstBelow(from); at < this.boxes.length; at++) {
      const box = this.boxes[at];
      if (!box || box.element.getBoundingClientRect().top > to) break;
      found.push(box);
    }
    return found;
  }

  /** The first box whose lower edge is below this height on the screen. */
  private firstBelow(y: number): number {
    let [low, high] = [0, this.boxes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const bottom = this.boxes[middle]?.element.getBoundingClientRect().bottom ?? 0;
      if (bottom < y) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private topAnchor(): Anchor | null {
    const top = this.scroller.getBoundingClientRect().top;
    const there = this.topRow() ?? this.boxes[this.firstBelow(top + 1)]?.element;
    return there ? this.anchorAt(there) : null;
  }

  private anchorAt(element: Element): Anchor {
    const top = this.scroller.getBoundingClientRect().top;
    return { element, top: element.getBoundingClientRect().top - top };
  }

  private topRow(): HTMLElement | null {
    const top = this.scroller.getBoundingClientRect().top;
    const box = this.boxes[this.firstBelow(top + 1)];
    const rows = [...(box?.element.querySelectorAll<HTMLElement>('.row') ?? [])];
    return rows.find((row) => row.getBoundingClientRect().bottom > top) ?? null;
  }

  /** Puts the anchor back to where it was. */
  private restore(): void {
    if (this.anchor === null || !this.anchor.element.isConnected) return;
    const moved = this.anchorAt(this.anchor.element).top - this.anchor.top;
    if (Math.abs(moved) >= 1) this.scroller.scrollTop += moved;
  }
}
