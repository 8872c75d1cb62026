// The tabs of one browser in this room.
//
// A browser opens at most six connections to a host, and each stream takes one. With six streams,
// every other request of a tab hangs without an error. So only the tabs that were visible last keep
// their streams. Another tab opens its stream again when it becomes visible, and misses nothing.
import { randomKey } from '../browser/random';

/** The rest of the six connections is for everything else. */
export const MOST_STREAMS = 4;

/** How long tabs may take to reply. */
const ANSWERS_WITHIN_MS = 500;

/** `opened`: this tab has opened a stream. `open`: the reply of each other tab that has one. */
type Report = { kind: 'opened' | 'open'; tab: string; visibleAt: number };

/** The tab itself. */
export type Tab = {
  /** Whether this tab has a stream. */
  streams(): boolean;
  /** Closes this tab's stream. */
  rest(): void;
};

export class Tabs {
  #me = randomKey();
  /** When this tab was visible last. A visible tab comes before all others. */
  #visibleAt = document.hidden ? Date.now() : Infinity;
  #others = new Map<string, number>();
  #channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('flatchat.tabs');
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly tab: Tab) {
    if (this.#channel) this.#channel.onmessage = ({ data }: MessageEvent<Report>) => this.#receive(data);
  }

  /** This tab has a stream from now on. */
  streamOpened(): void {
    this.#report('opened');
    this.#count();
  }

  visibilityChanged(): void {
    this.#visibleAt = document.hidden ? Date.now() : Infinity;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#channel?.close();
    this.#channel = null;
  }

  #receive({ kind, tab, visibleAt }: Report): void {
    if (kind === 'opened' && this.tab.streams()) {
      this.#report('open');
      this.#count();
    }
    this.#others.set(tab, visibleAt);
  }

  /** Counts anew each time: a tab that crashed, or is frozen, does not reply. */
  #count(): void {
    this.#others.clear();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#decide(), ANSWERS_WITHIN_MS);
  }

  #decide(): void {
    const isAhead = ([tab, visibleAt]: [string, number]) =>
      visibleAt > this.#visibleAt || (visibleAt === this.#visibleAt && tab > this.#me);
    const ahead = [...this.#others].filter(isAhead).length;
    if (this.#visibleAt !== Infinity && ahead >= MOST_STREAMS) this.tab.rest();
  }

  #report(kind: Report['kind']): void {
    const report: Report = { kind, tab: this.#me, visibleAt: this.#visibleAt };
    this.#channel?.postMessage(report);
  }
}
