// The way of a reader who jumps from a message to another one, and back.
import type { Log } from './log.svelte';

const MOST_STEPS = 20;

export class Way {
  /** The entry that the page has to show, until it does. A new object for each wish. */
  wanted = $state.raw<{ entry: number } | null>(null);
  #backs = $state.raw<number[]>([]);
  /** Those before the last step. */
  #before: number[] = [];

  constructor(private readonly log: Log) {}

  /** Whether there is a place to return to. Somebody who reads the newest messages is back. */
  get canGoBack(): boolean {
    return this.#backs.length > 0 && !this.log.following;
  }

  /** Goes to an entry. `from` is the one that led there; else it is the newest in the window. */
  goTo(id: number, from: number | null): void {
    const { entries, following } = this.log;
    const back = from ?? entries[entries.length - 1]?.id;
    this.#before = following ? [] : this.#backs;
    this.#backs = back === undefined ? this.#before : [...this.#before, back].slice(-MOST_STEPS);
    this.wanted = { entry: id };
  }

  back(): void {
    const entry = this.#backs[this.#backs.length - 1];
    if (entry === undefined) return;
    this.#before = this.#backs;
    this.#backs = this.#backs.slice(0, -1);
    this.wanted = { entry };
  }

  /** The entry could not be shown: the reader is where they were before the last step. */
  stay(): void {
    this.#backs = this.#before;
  }

  /** The ids of another log lead nowhere. */
  clear(): void {
    this.#backs = this.#before = [];
  }
}
