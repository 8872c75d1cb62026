// The tabs of one browser in this room. A browser opens six connections to a host and no more, and each stream takes one: with six
// of them, whatever else a tab asks for hangs without an error. So of many tabs only those looked at last keep their streams;
// another opens its own again when it is looked at, and misses nothing.
import { randomKey } from '../browser/random';

/** What is left of the six is for everything else. */
export const MOST_STREAMS = 4;

/** How long tabs may take to answer. */
const ANSWERS_WITHIN_MS = 500;

/** A tab has a new stream, and whoever hears it says that it has one, too. */
type Word = { says: 'came' | 'here'; tab: string; lookedAt: number };

/** The tab itself. */
export type Tab = {
  /** Whether it has a stream. */
  streams(): boolean;
  /** It is to let go of its stream. */
  rest(): void;
};

export class Tabs {
  #me = randomKey();
  /** When the person looked away; a tab that is looked at is ahead of all others. */
  #lookedAt = document.hidden ? Date.now() : Infinity;
  #others = new Map<string, number>();
  #channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('flatchat.tabs');
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly tab: Tab) {
    if (this.#channel) this.#channel.onmessage = ({ data }: MessageEvent<Word>) => this.#hear(data);
  }

  /** This tab has a stream from now on. */
  came(): void {
    this.#say('came');
    this.#count();
  }

  looked(hidden: boolean): void {
    this.#lookedAt = hidden ? Date.now() : Infinity;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#channel?.close();
    this.#channel = null;
  }

  #hear({ says, tab, lookedAt }: Word): void {
    if (says === 'came' && this.tab.streams()) {
      this.#say('here');
      this.#count();
    }
    this.#others.set(tab, lookedAt);
  }

  /** Anew each time: a tab that crashed, or is frozen, does not answer. */
  #count(): void {
    this.#others.clear();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#decide(), ANSWERS_WITHIN_MS);
  }

  #decide(): void {
    const isAhead = ([tab, lookedAt]: [string, number]) =>
      lookedAt > this.#lookedAt || (lookedAt === this.#lookedAt && tab > this.#me);
    const ahead = [...this.#others].filter(isAhead).length;
    if (this.#lookedAt !== Infinity && ahead >= MOST_STREAMS) this.tab.rest();
  }

  #say(says: Word['says']): void {
    const word: Word = { says, tab: this.#me, lookedAt: this.#lookedAt };
    this.#channel?.postMessage(word);
  }
}
