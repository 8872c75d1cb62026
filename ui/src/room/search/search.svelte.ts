// A search of the log: what was asked for, and what was found so far.
//
// # Invariants
// * An answer to an older question changes nothing: its request was aborted.
// * What is found is shown as it is now. What is removed meanwhile leaves at once, and so do
//   messages that lose the words by an edit.
// * Each entry is shown once, also if the server finds two of its wordings.
import { ApiError } from '../../api/error';
import { fold } from '../../state/fold';
import type { Follower, Room } from '../../state/room.svelte';
import type { Entry } from '../../types/Entry';
import type { ResolvedEntry } from '../../types/ResolvedEntry';
import { haveAll } from './marks';
import { parse, type Names, type Parsed } from './query';
import { textsOf } from './texts';

/** People pause after a word. */
export const PAUSE_MS = 250;
const PAGE_ENTRIES = 50;

const NOTHING: Parsed = { query: null, words: [], lacks: null };

export class Search implements Follower {
  typed = $state('');
  /** What the hits are about. */
  asked = $state.raw<Parsed>(NOTHING);
  hits = $state.raw<ResolvedEntry[]>([]);
  /** Where the search goes on; null: the log's start was reached. */
  older = $state<string | null>(null);
  searching = $state(false);
  failed = $state.raw<ApiError | null>(null);
  /** The hit that was pressed last. */
  shown = $state<number | null>(null);

  #timer: ReturnType<typeof setTimeout> | undefined;
  #request = new AbortController();
  /** What has come while a page loads: the page may not have it. */
  #meanwhile: Entry[] = [];

  constructor(
    private readonly room: Room,
    private readonly names: () => Names,
  ) {}

  /** What was typed, as the next search would understand it. */
  get parsed(): Parsed {
    return parse(this.typed, this.names());
  }

  /** Searches after a pause. */
  type(typed: string): void {
    this.typed = typed;
    clearTimeout(this.#timer);
    if (isSame(this.parsed, this.asked)) return;
    this.#timer = setTimeout(() => this.enter(), PAUSE_MS);
  }

  /** Searches at once, unless this is what was found already. */
  enter(): void {
    clearTimeout(this.#timer);
    const { parsed } = this;
    if (!isSame(parsed, this.asked) || this.failed) void this.#begin(parsed);
  }

  /** Searches once more, from where it failed. */
  async retry(): Promise<void> {
    await (this.hits.length > 0 ? this.loadMore() : this.#begin(this.asked));
  }

  async loadMore(): Promise<void> {
    if (this.older !== null && !this.searching) await this.#load(this.older);
  }

  /** Ends what is under way. What was found stays. */
  rest(): void {
    clearTimeout(this.#timer);
    this.#request.abort();
    this.searching = false;
  }

  /** Keeps what was found current; returns a function that ends this. */
  follow(): () => void {
    return this.room.follow(this);
  }

  onEntries(): void {}

  onReferences(references: Entry[]): void {
    if (this.searching) this.#meanwhile.push(...references);
    this.hits = this.#folded(this.hits, references);
  }

  /** Ids mean something else now. */
  onReset(): void {
    void this.#begin(this.asked);
  }

  /** What was found before stays until there is an answer. */
  async #begin(asked: Parsed): Promise<void> {
    this.rest();
    this.asked = asked;
    this.shown = null;
    this.failed = null;
    this.older = null;
    if (asked.query) await this.#load(null);
    else this.hits = [];
  }

  /** Loads pages from a place on, until there is a hit. Null: from the log's end. */
  async #load(before: string | null): Promise<void> {
    const { signal } = (this.#request = new AbortController());
    this.searching = true;
    this.failed = null;
    this.#meanwhile = [];
    try {
      let page = await this.room.host.find(this.#queryFrom(before), signal);
      while (!signal.aborted && page.entries.length === 0 && page.before !== null)
        page = await this.room.host.find(this.#queryFrom(page.before), signal);
      if (signal.aborted) return;
      this.older = page.before;
      this.#add(before === null ? [] : this.hits, page.entries);
    } catch (thrown) {
      if (signal.aborted) return;
      this.failed = ApiError.from(thrown);
      if (before === null) this.hits = [];
    } finally {
      if (!signal.aborted) this.searching = false;
    }
  }

  #queryFrom(before: string | null) {
    return { ...this.asked.query, limit: PAGE_ENTRIES, ...(before === null ? {} : { before }) };
  }

  #add(hits: ResolvedEntry[], entries: ResolvedEntry[]): void {
    const known = new Set(hits.map(({ id }) => id));
    const added = this.#folded(entries, this.#meanwhile).filter(({ id }) => !known.has(id));
    this.hits = [...hits, ...added];
  }

  /** The hits after these references: the same list, if nothing changes. */
  #folded(hits: ResolvedEntry[], references: Entry[]): ResolvedEntry[] {
    const folded = hits.map((hit) => references.reduce(fold, hit));
    return folded.every((hit, i) => hit === hits[i]) ? hits : folded.filter((hit) => this.#isHit(hit));
  }

  #isHit(entry: ResolvedEntry): boolean {
    const texts = [...textsOf(entry), entry.name ?? ''];
    return entry.removed === null && haveAll(texts, this.asked.words);
  }
}

function isSame(a: Parsed, b: Parsed): boolean {
  return JSON.stringify(a.query) === JSON.stringify(b.query) && a.lacks === b.lacks;
}
