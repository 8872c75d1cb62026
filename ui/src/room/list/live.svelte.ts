// Whether new rows of the list are news. Screen readers read news out, but not pages of history.
import type { Log } from '../../state/log.svelte';

/** Screen readers process new rows with a delay. */
const LIVE_AFTER_MS = 500;

export class Live {
  on = $state(false);

  /** Has to be made while a component is set up. */
  constructor(log: Log) {
    $effect(() => {
      void log.generation;
      this.on = false;
      if (!log.loaded || log.loading !== null) return;
      const timer = setTimeout(() => (this.on = true), LIVE_AFTER_MS);
      return () => clearTimeout(timer);
    });
  }
}
