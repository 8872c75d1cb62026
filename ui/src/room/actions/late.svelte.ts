// The parts of the room that nobody needs in order to read and to write: what a row in use shows,
// and dialogs. They are loaded once the room is shown.
import { links } from '../list/links.svelte';
import type { LateParts } from './lateparts';

class Late {
  parts = $state.raw<LateParts | null>(null);

  async load(): Promise<void> {
    if (this.parts) return;
    try {
      const { lateParts } = await import('./lateparts');
      links.findMore(lateParts.everyAddressIn);
      this.parts = lateParts;
    } catch {
      // The host could not be reached. RoomPage tries again.
    }
  }
}

/** They are the same for every room, so the page has them once. */
export const late = new Late();
