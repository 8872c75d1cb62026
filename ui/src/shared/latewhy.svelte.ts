// Why the connection is lost, for those who are not in the room: the room loads it with its late
// parts. If the host cannot be reached at all, it does not come.
import type WhyLost from './WhyLost.svelte';

class LateWhy {
  part = $state.raw<typeof WhyLost | null>(null);

  async load(): Promise<void> {
    try {
      this.part ??= (await import('./WhyLost.svelte')).default;
    } catch {
      // It is tried again with the next page.
    }
  }
}

export const lateWhy = new LateWhy();
