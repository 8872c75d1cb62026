// The pinned messages, as they are now.
import type { Quote } from '../types/Quote';
import type { RoomFacts } from '../types/RoomFacts';
import type { Quotes } from './quotes.svelte';

export type Pin = { id: number; quote: Quote };

export class Pins {
  /** The newest pin first. Pins that are not there, or not known yet, are left out. */
  readonly list: Pin[] = $derived.by(() =>
    this.facts().pins.flatMap((id) => {
      const quote = this.quotes.of(id);
      return quote && !quote.removed ? [{ id, quote }] : [];
    }),
  );

  constructor(
    private readonly facts: () => RoomFacts,
    private readonly quotes: Quotes,
  ) {}
}
