// A list of pins that a test changes.
import type { Pin } from '../../state/pins.svelte';

export class PinsList {
  list: Pin[] = $state.raw([]);

  constructor(list: Pin[]) {
    this.list = list;
  }
}
