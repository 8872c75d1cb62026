// Which of the tabs of one browser alerts the person to what comes: only one of them, and none
// while the person is at one of them.
//
// Each tab that gets news reports its rank to the others, and waits a moment. Then the tab with the
// lowest rank alerts.
import type { ResolvedEntry } from '../types/ResolvedEntry';

/** How long other tabs may take to get the same news. Hidden tabs have slow timers. */
const DECIDE_AFTER_MS = 400;

/** `newest`: the id of the newest entry that the tab has. */
type Report = { tab: number; rank: number; newest: number };

export type Alerting = {
  /** The lowest rank alerts. Below 0, the person is at this tab and needs no alert. */
  rank(): number;
  isUnread(id: number): boolean;
  alert(entries: ResolvedEntry[]): void;
};

export class Alerts {
  /** Decides between tabs of the same rank. */
  #tab = Math.random();
  #waiting: ResolvedEntry[] = [];
  /** The last report of each other tab. */
  #others = new Map<number, Report>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('flatchat.alerts');

  constructor(private readonly around: Alerting) {
    if (!this.#channel) return;
    this.#channel.onmessage = ({ data }: MessageEvent<Report>) => this.#others.set(data.tab, data);
  }

  add(entries: ResolvedEntry[]): void {
    this.#waiting.push(...entries);
    this.#channel?.postMessage(this.#report());
    this.#timer ??= setTimeout(() => this.#decide(), DECIDE_AFTER_MS);
  }

  /** The file is another one. */
  reset(): void {
    this.#waiting = [];
    this.#others.clear();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#channel?.close();
  }

  #decide(): void {
    this.#timer = undefined;
    const mine = this.#report();
    const covered = [...this.#others.values()]
      .filter((other) => isBefore(other, mine))
      .map(({ newest }) => newest);
    const entries = this.#waiting.filter(
      ({ id }) => id > Math.max(-1, ...covered) && this.around.isUnread(id),
    );
    this.#waiting = [];
    if (mine.rank >= 0 && entries.length > 0) this.around.alert(entries);
  }

  #report(): Report {
    const newest = this.#waiting[this.#waiting.length - 1]?.id ?? -1;
    return { tab: this.#tab, rank: this.around.rank(), newest };
  }
}

const isBefore = (a: Report, b: Report) => a.rank < b.rank || (a.rank === b.rank && a.tab < b.tab);
