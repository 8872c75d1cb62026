// The present day, for "Today" and "Yesterday": a page may stay open past midnight, and its
// computer may travel to another time zone.
import { whileVisible } from './visible';
import { zone } from './zone.svelte';

const CHECK_EVERY_MS = 5_000;

export class Clock {
  /** Any moment of the present day, in milliseconds. Changes once a day. */
  today = $state(Date.now());

  constructor() {
    whileVisible(CHECK_EVERY_MS, () => this.#check());
  }

  #check(): void {
    zone.check();
    if (new Date(this.today).toDateString() !== new Date().toDateString()) this.today = Date.now();
  }
}
