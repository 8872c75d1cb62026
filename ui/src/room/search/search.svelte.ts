// A search of the log: what was asked for, and what was found so far.
//
// # Invariants
// * An answer to an older question changes nothing: its request was aborted.
// * What is found is shown as it is now. What is removed meanwhile loses its words at once, and so
//   does a message that has other words after an edit. Its place stays until the next search: the
//   others would move away from under a pointer or a finger.
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
  /** The ids of those that are no hits any more, and only keep their places. */
  gone = $state.raw<ReadonlySet<number>>(new Set());
  /** Where the search goes on; null: the log's start was reached. */
  older = $state<string | null>(null);
  searching = $state(false);
  /** Whether the next search begins after the pause. */
  waits = $state(false);
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

  /** Whether nothing was found. This says nothing of words that were not asked for yet. */
  get isVain(): boolean {
    const ended = !this.searching && !this.failed && this.asked.query !== null;
    return ended && this.hits.length === 0 && isSame(this.parsed, this.asked);
  }

  /** Searches after a pause. */
  type(typed: string): void {
    this.typed = typed;
    this.#stopWaiting();
    if (isSame(this.parsed, this.asked)) return;
    this.waits = this.parsed.query !== null;
    this.#timer = setTimeout(() => this.enter(), PAUSE_MS);
  }

  /** Searches at once, unless this is what was found already. */
  enter(): void {
    this.#stopWaiting();
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
    this.#stopWaiting();
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
    const hits = this.hits.map((hit) => references.reduce(fold, hit));
    const isGone = (hit: ResolvedEntry, i: number) =>
      hit === this.hits[i] ? this.gone.has(hit.id) : !this.#isHit(hit);
    const gone = new Set(hits.filter(isGone).map(({ id }) => id));
    if (gone.size < hits.length) this.#show(hits, gone);
    else this.#show([]);
  }

  /** Ids mean something else now. */
  onReset(): void {
    void this.#begin(this.asked);
  }

  #stopWaiting(): void {
    clearTimeout(this.#timer);
    this.waits = false;
  }

  /** What was found before stays until there is an answer. */
  async #begin(asked: Parsed): Promise<void> {
    this.rest();
    this.asked = asked;
    this.shown = null;
    this.failed = null;
    this.older = null;
    if (asked.query) await this.#load(null);
    else this.#show([]);
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
      if (before === null) this.#show([]);
    } finally {
      if (!signal.aborted) this.searching = false;
    }
  }

  #queryFrom(before: string | null) {
    return { ...this.asked.query, limit: PAGE_ENTRIES, ...(before === null ? {} : { before }) };
  }

  #add(hits: ResolvedEntry[], entries: ResolvedEntry[]): void {
    const known = new Set(hits.map(({ id }) => id));
    const added = entries.flatMap((entry) => {
      const now = this.#meanwhile.reduce(fold, entry);
      return !known.has(now.id) && (now === entry || this.#isHit(now)) ? [now] : [];
    });
    this.#show([...hits, ...added], hits.length > 0 ? this.gone : undefined);
  }

  #show(hits: ResolvedEntry[], gone: ReadonlySet<number> = new Set()): void {
    this.hits = hits;
    this.gone = gone;
  }

  #isHit(entry: ResolvedEntry): boolean {
    const texts = [...textsOf(entry), entry.name ?? ''];
    return entry.removed === null && haveAll(texts, this.asked.words);
  }
}

function isSame(a: Parsed, b: Parsed): boolean {
  return JSON.stringify(a.query) === JSON.stringify(b.query) && a.lacks === b.lacks;
}
