// The beginnings of entries that replies answer, as these entries are now.
//
// # Invariants
// * The window of the log comes first: what it holds is never fetched.
// * What it does not hold comes with pages of history, or is fetched once, few at a time.
// * A removal takes the words of a quotation at once. An edit makes it be fetched again.
// * The number of quotations is bounded; what was asked for last stays.
import { ApiError } from '../api/error';
import type { Host } from '../api/host';
import type { Entry } from '../types/Entry';
import type { Page } from '../types/Page';
import type { Quote } from '../types/Quote';
import { answeredBy, fold, quoteOf } from './fold';
import type { Log } from './log.svelte';

/** More than the entries of a full window, so that its rows never push out each other's. */
export const MOST_QUOTES = 600;
const MOST_WANTED = 100;
const FETCHES_AT_ONCE = 2;
const TRY_AGAIN_AFTER_MS = 5_000;

type Known = {
  /** Null: there is no such entry. */
  quote: Quote | null;
  /** References from before this offset are in it. */
  through: number;
  /** It was edited since. */
  stale: boolean;
};

export class Quotes {
  /** Grows with each change, so that readers of `of` read again. */
  #changes = $state(0);
  #known = new Map<number, Known>();
  #wanted = new Set<number>();
  /** What is being fetched, with the references that came meanwhile. */
  #fetching = new Map<number, Entry[]>();
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: Host,
    private readonly log: () => Log,
  ) {}

  /** `undefined`: it is being fetched. `null`: there is no such entry. */
  of(id: number): Quote | null | undefined {
    const held = this.log().find(id);
    if (held) {
      this.#remember(id, { quote: quoteOf(held), through: 0, stale: false });
      return quoteOf(held);
    }
    void this.#changes;
    const known = this.#known.get(id);
    if (known) this.#remember(id, known);
    if (!known || known.stale) this.#want(id);
    return known?.quote;
  }

  /** Takes the quotations that come with a page. */
  takePage({ entries, through }: Page): void {
    for (const entry of entries) {
      const id = answeredBy(entry);
      if (id !== null) this.#learn(id, entry.answers, through);
    }
  }

  /** Takes references of the stream. */
  take(references: Entry[]): void {
    for (const reference of references) {
      if (reference.verb === 'edited' || reference.verb === 'removed') this.#takeChange(reference);
    }
  }

  /** Forgets everything. */
  clear(): void {
    clearTimeout(this.#pause);
    this.#pause = undefined;
    this.#known.clear();
    this.#wanted.clear();
    this.#fetching = new Map();
    this.#changes++;
  }

  #takeChange(reference: Entry): void {
    const id = reference.target ?? -1;
    this.#fetching.get(id)?.push(reference);
    const known = this.#known.get(id);
    if (!known?.quote || known.quote.removed || reference.id < known.through) return;
    if (reference.verb === 'edited') known.stale = true;
    else known.quote = { ...known.quote, text: '', edited: false, removed: true };
    this.#changes++;
  }

  #learn(id: number, quote: Quote | null, through: number): void {
    const known = this.#known.get(id);
    if (known && known.through > through) return;
    this.#remember(id, { quote, through, stale: false });
    this.#changes++;
  }

  /** The newest place in the map is for what was asked for last. */
  #remember(id: number, known: Known): void {
    this.#known.delete(id);
    this.#known.set(id, known);
    dropFirst(this.#known, MOST_QUOTES);
  }

  /** Called while rows are computed, so nothing that they read may change here. */
  #want(id: number): void {
    if (this.#fetching.has(id) || this.#wanted.has(id)) return;
    this.#wanted.add(id);
    dropFirst(this.#wanted, MOST_WANTED);
    queueMicrotask(() => this.#fetchNext());
  }

  #fetchNext(): void {
    for (const id of this.#wanted) {
      if (this.#pause !== undefined || this.#fetching.size >= FETCHES_AT_ONCE) return;
      this.#wanted.delete(id);
      void this.#fetch(id, this.#fetching);
    }
  }

  async #fetch(id: number, fetching: Map<number, Entry[]>): Promise<void> {
    const meanwhile: Entry[] = [];
    fetching.set(id, meanwhile);
    try {
      const { entry, through } = await this.host.message(id);
      const later = meanwhile.filter((reference) => reference.id >= through);
      if (fetching === this.#fetching) this.#learn(id, quoteOf(later.reduce(fold, entry)), through);
    } catch (thrown) {
      if (fetching === this.#fetching) this.#failed(id, ApiError.from(thrown));
    } finally {
      fetching.delete(id);
      this.#fetchNext();
    }
  }

  #failed(id: number, error: ApiError): void {
    if (error.code === 'no_such_message') return this.#learn(id, null, 0);
    this.#wanted.add(id);
    this.#pause ??= setTimeout(() => {
      this.#pause = undefined;
      this.#fetchNext();
    }, error.retryAfterMs ?? TRY_AGAIN_AFTER_MS);
  }
}

function dropFirst(collection: Map<number, unknown> | Set<number>, most: number): void {
  for (const first of collection.keys()) {
    if (collection.size <= most) return;
    collection.delete(first);
  }
}
