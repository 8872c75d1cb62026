// What was said while the person was away: the "New" line, the number in the title, and the number
// on the button that jumps to the latest messages.
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

  /** Takes new entries of others, which the list shows at its bottom. */
  add(entries: Entry[]): void {
    const missed = entries.filter((entry) => this.#wasAway(entry)).length;
    if (missed > 0) this.lineAfter ??= this.#lastSeen;
    if (this.#hidden) this.missed += missed;
  }

  /** Takes new entries of others while the person reads further up. */
  addBelow(entries: Entry[]): void {
    this.add(entries);
    this.below += entries.length;
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

  /** A person who writes has read what was unread. */
  clearLine(): void {
    this.lineAfter = null;
  }

  /** A hidden tab may get events late, after its return: then the entry's own time decides. */
  #wasAway(entry: Entry): boolean {
    if (this.#hidden) return true;
    const at = entry.at === null ? NaN : Date.parse(entry.at);
    return at >= this.#awayFrom && at < this.#awayUntil - 1000;
  }
}
