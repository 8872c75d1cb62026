// The entries of the page: blocks of JSON text, parsed when they are shown or searched.

import type { ResolvedEntry } from '../types/ResolvedEntry';

export type About = { title: string; topic: string; exported_at: string; cursor: string };

/** Some entries in a row, one JSON object on each line of a `<script>` that never runs. */
export class Block {
  /** The id of the first entry. */
  readonly first: number;
  readonly count: number;
  /** The time of the last entry before it that has one. Empty: there is none. */
  readonly since: string;

  constructor(private element: HTMLElement) {
    const { first, count, since } = element.dataset;
    this.first = Number(first);
    this.count = Number(count);
    this.since = since ?? '';
  }

  /** The JSON text of all entries. */
  get text(): string {
    return this.element.textContent ?? '';
  }

  entries(): ResolvedEntry[] {
    const lines = this.text.split('\n').filter((line) => line !== '');
    return lines.map((line) => JSON.parse(line) as ResolvedEntry);
  }
}

export function readBlocks(): Block[] {
  return [...document.querySelectorAll<HTMLElement>('script.block')].map((element) => new Block(element));
}

export function readAbout(): About {
  return JSON.parse(document.getElementById('about')?.textContent ?? '{}') as About;
}

/** The index of the block that has the entry `id`, if any has. */
export function blockOf(blocks: Block[], id: number): number {
  let [low, high] = [0, blocks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((blocks[middle]?.first ?? Infinity) <= id) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
