// What was said while the person looked elsewhere: the "New" line, the number in the title, and the pill.
import type { Entry } from '../types/Entry';

export class Unread {
  /** The "New" line stands after this entry. */
  lineAfter = $state<number | null>(null);
  /** Said while the tab was hidden. */
  missed = $state(0);
  /** Said while the person was reading further up. */
  below = $state(0);

  #hidden = document.hidden;
  #lastSeen: number | null = null;
  #awayFrom = 0;
  #awayUntil = 0;

  /** Entries of others that just came in, and whether the person was at the bottom of the list. */
  hear(entries: Entry[], following: boolean): void {
    const missed = entries.filter((entry) => this.#wasAway(entry)).length;
    if (missed > 0) this.lineAfter ??= this.#lastSeen;
    if (this.#hidden) this.missed += missed;
    if (!following) this.below += entries.length;
  }

  hide(newestId: number | null): void {
    if (this.#hidden) return;
    this.#hidden = true;
    this.#awayFrom = Date.now();
    this.#lastSeen = newestId;
    this.lineAfter = null;
  }

  show(): void {
    if (!this.#hidden) return;
    this.#hidden = false;
    this.#awayUntil = Date.now();
    this.missed = 0;
  }

  caughtUp(): void {
    this.below = 0;
  }

  /** Who answers has read. */
  answered(): void {
    this.lineAfter = null;
  }

  /** Hidden tabs may get events late, after their return: then the entry's own time decides. */
  #wasAway(entry: Entry): boolean {
    if (this.#hidden) return true;
    const at = entry.at === null ? NaN : Date.parse(entry.at);
    return at >= this.#awayFrom && at < this.#awayUntil - 1000;
  }
}
