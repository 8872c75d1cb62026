// The search field with its buttons and its count.

import { viewerWords as words } from '../strings/viewer';
import type { Block } from './blocks';
import { element } from './element';
import type { List } from './list';
import { Pattern } from './pattern';
import { findAll } from './search';

/** Typing goes on for this long before a search begins. */
const PAUSE_MS = 150;

export class Finder {
  readonly field = element('input', {
    type: 'search',
    dir: 'auto',
    'aria-label': words.search,
    placeholder: words.search,
  });
  readonly element: HTMLElement;
  private count = element('output', { 'aria-live': 'polite' });
  private hits: number[] = [];
  /** The index of the hit that is shown. -1: none yet. */
  private at = -1;
  private isDone = true;
  private running = new AbortController();
  private pause = 0;

  constructor(
    private blocks: Block[],
    private list: List,
  ) {
    const previous = button('↑', words.previous, () => this.go(-1));
    const next = button('↓', words.next, () => this.go(1));
    this.element = element(
      'div',
      { class: 'finder', role: 'search' },
      this.field,
      this.count,
      previous,
      next,
    );
    this.field.addEventListener('input', () => this.searchSoon());
    this.field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') this.go(event.shiftKey ? -1 : 1);
    });
  }

  focus(): void {
    this.field.focus();
    this.field.select();
  }

  clear(): void {
    this.field.value = '';
    this.search();
  }

  /** Goes to the next hit or the one before. After the last comes the first. */
  go(by: 1 | -1): void {
    if (this.pause !== 0) this.search();
    if (this.hits.length === 0) return;
    const from = this.at < 0 ? this.nearest() - (by > 0 ? 1 : 0) : this.at;
    this.at = (from + by + this.hits.length) % this.hits.length;
    this.list.goTo(this.hits[this.at] ?? 0);
    this.report();
  }

  private searchSoon(): void {
    clearTimeout(this.pause);
    this.pause = window.setTimeout(() => this.search(), PAUSE_MS);
  }

  private search(): void {
    clearTimeout(this.pause);
    this.pause = 0;
    this.running.abort();
    this.running = new AbortController();
    const { signal } = this.running;
    const pattern = Pattern.of(this.field.value);
    [this.hits, this.at, this.isDone] = [[], -1, pattern === null];
    this.list.mark(pattern);
    this.report();
    if (pattern === null) return;
    const from = this.list.place()?.id ?? 0;
    const found = (ids: number[]) => {
      this.hits.push(...ids);
      if (this.at < 0 && (this.hits.at(-1) ?? 0) >= from) this.go(1);
      this.report();
    };
    void findAll(this.blocks, pattern, signal, found).then(() => {
      if (signal.aborted) return;
      this.isDone = true;
      if (this.at < 0) this.go(1);
      this.report();
    });
  }

  /** The index of the first hit from the visible part on. */
  private nearest(): number {
    const from = this.list.place()?.id ?? 0;
    const at = this.hits.findIndex((id) => id >= from);
    return at < 0 ? 0 : at;
  }

  private report(): void {
    const { hits, at, isDone } = this;
    this.element.classList.toggle('searching', !isDone);
    if (!isDone && at < 0) this.count.textContent = words.searching(hits.length);
    else if (this.field.value.trim() === '') this.count.textContent = '';
    else this.count.textContent = hits.length === 0 ? words.noHit : words.hits(at + 1, hits.length);
  }
}

function button(sign: string, label: string, press: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', class: 'quiet', 'aria-label': label, title: label }, sign);
  made.addEventListener('click', press);
  return made;
}
