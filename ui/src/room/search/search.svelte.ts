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
import type { Finds } from '../../types/Finds';
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
  /** Whether the search has opened again, and its hits are looked up before they are shown. */
  renewing = $state(false);
  /** Whether the next search begins after the pause. */
  waits = $state(false);
  failed = $state.raw<ApiError | null>(null);
  /** The hit that was pressed last. */
  shown = $state<number | null>(null);

  #timer: ReturnType<typeof setTimeout> | undefined;
  #request = new AbortController();
  /** Does once more what failed. */
  #again: () => Promise<void> = () => Promise.resolve();
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

  /** Searches at once: for the same words anew, as more may have been said. */
  enter(): void {
    this.#stopWaiting();
    const { parsed } = this;
    const isUnderWay = this.searching && this.older === null && isSame(parsed, this.asked);
    if (!isUnderWay) void this.#begin(parsed);
  }

  /**
   * The search opens again. What was said meanwhile comes before the hits that were found, which
   * stay, also those of older pages.
   */
  async renew(): Promise<void> {
    if (this.failed || this.hits.length === 0 || !isSame(this.parsed, this.asked)) return this.enter();
    this.#stopWaiting();
    this.renewing = true;
    await this.#load(null, (page) => this.#addNewer(page));
    this.renewing = false;
  }

  /** Searches once more, from where it failed. */
  async retry(): Promise<void> {
    await this.#again();
  }

  async loadMore(): Promise<void> {
    if (this.older === null || this.searching) return;
    await this.#load(this.older, ({ entries, before }) => {
      const known = new Set(this.hits.map(({ id }) => id));
      const added = this.#current(entries).filter(({ id }) => !known.has(id));
      this.older = before;
      this.#show([...this.hits, ...added], this.gone);
    });
  }

  /** Ends what is under way. What was found stays. */
  rest(): void {
    this.#stopWaiting();
    this.#request.abort();
    this.searching = this.renewing = false;
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
    if (!asked.query) return this.#show([]);
    await this.#load(null, (page) => this.#showFirst(page));
    if (this.failed) this.#show([]);
  }

  /** Loads pages from a place on, until there is a hit. Null: from the log's end. */
  async #load(before: string | null, take: (page: Finds) => void): Promise<void> {
    this.#again = () => this.#load(before, take);
    const { signal } = (this.#request = new AbortController());
    this.searching = true;
    this.failed = null;
    this.#meanwhile = [];
    try {
      let page = await this.room.host.find(this.#queryFrom(before), signal);
      while (!signal.aborted && page.entries.length === 0 && page.before !== null)
        page = await this.room.host.find(this.#queryFrom(page.before), signal);
      if (!signal.aborted) take(page);
    } catch (thrown) {
      if (!signal.aborted) this.failed = ApiError.from(thrown);
    } finally {
      if (!signal.aborted) this.searching = false;
    }
  }

  #queryFrom(before: string | null) {
    return { ...this.asked.query, limit: PAGE_ENTRIES, ...(before === null ? {} : { before }) };
  }

  #showFirst({ entries, before }: Finds): void {
    this.older = before;
    this.#show(this.#current(entries));
  }

  /** If these do not reach the hits so far, others may be between them. */
  #addNewer(page: Finds): void {
    const newer = new Set(page.entries.map(({ id }) => id));
    if (!this.hits.some(({ id }) => newer.has(id))) return this.#showFirst(page);
    const stay = this.hits.filter(({ id }) => !newer.has(id) && !this.gone.has(id));
    this.#show([...this.#current(page.entries), ...stay]);
  }

  /** Those of a page that are hits with what has come while it was loading. Each is there once. */
  #current(entries: ResolvedEntry[]): ResolvedEntry[] {
    const known = new Set<number>();
    return entries.flatMap((entry) => {
      const now = this.#meanwhile.reduce(fold, entry);
      if (known.has(now.id) || (now !== entry && !this.#isHit(now))) return [];
      known.add(now.id);
      return [now];
    });
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
