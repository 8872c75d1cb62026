// The door to sharing files. What is behind it (uploads.svelte.ts) is loaded once the room is
// shown; files that are dropped or pasted before wait here.
import type { Surroundings } from './outbox.svelte';
import type { Pick } from './pick';
import type { Uploading } from './uploads.svelte';

export class Sharing {
  uploading = $state.raw<Uploading | null>(null);
  /** Files are being dragged over the page. */
  dragging = $state(false);
  #early: Pick[] = [];

  constructor(readonly around: Surroundings) {}

  /** How many files the next message takes with it. */
  get picked(): number {
    return this.uploading?.sendable.length ?? 0;
  }

  /** Something would be lost with the page. */
  get busy(): boolean {
    return this.#early.length > 0 || (this.uploading?.busy ?? false);
  }

  offer(pick: Pick): void {
    if (this.uploading) this.uploading.add(pick);
    else this.#early.push(pick);
  }

  open(uploading: Uploading): void {
    this.uploading = uploading;
    this.#early.splice(0).forEach((pick) => uploading.take(pick));
  }
}
