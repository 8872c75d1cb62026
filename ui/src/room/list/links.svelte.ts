// Which links the room finds: at first those with a scheme, and all once bare.ts is loaded. What
// reads `complete` is computed again then.
import { findWith } from './linkify';

class Links {
  complete = $state(false);

  findMore(finder: Parameters<typeof findWith>[0]): void {
    findWith(finder);
    this.complete = true;
  }
}

/** They are the same for every room. */
export const links = new Links();
