// Whether keys without Ctrl act wherever the focus is: `?` and `/`. Some people press such keys
// without wanting to, above all those who speak to their computer, so they can turn them off
// (WCAG 2.1.4). A key of the element that has the focus is not one of these.
import { keep, recall } from './storage';

class SingleKeys {
  #on = $state(recall('browser', 'single-keys') !== 'off');

  get on(): boolean {
    return this.#on;
  }

  turn(on: boolean): void {
    this.#on = on;
    keep('browser', 'single-keys', on ? null : 'off');
  }
}

/** They are the same for every room, so the page has them once. */
export const singleKeys = new SingleKeys();
