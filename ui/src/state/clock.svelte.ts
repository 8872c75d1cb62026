// What day it is, for "Today" and "Yesterday": a page may stay open past midnight.
import { whileVisible } from './visible';

const LOOK_EVERY_MS = 30_000;

export class Clock {
  /** Any moment of the present day, in milliseconds. Changes once a day. */
  today = $state(Date.now());

  constructor() {
    whileVisible(LOOK_EVERY_MS, () => this.#look());
  }

  #look(): void {
    if (new Date(this.today).toDateString() !== new Date().toDateString()) this.today = Date.now();
  }
}
