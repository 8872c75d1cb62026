// The list of all files of the room: what was asked for, and what is known of it so far.
//
// # Invariants
// * An answer to an older question changes nothing.
// * The words of a removed row leave at once. What else changes is asked for anew, and rows that
//   are there stay. While the rows are aimed at, which would move, nothing new comes, and the place
//   of a removed row stays.
import { ApiError } from '../../api/error';
import { fold } from '../../state/fold';
import type { Follower, Room } from '../../state/room.svelte';
import type { Entry } from '../../types/Entry';
import type { FilesKind } from '../../types/FilesKind';
import type { FilesOrder } from '../../types/FilesOrder';
import type { FilesPage } from '../../types/FilesPage';
import type { ResolvedEntry } from '../../types/ResolvedEntry';
import { inOrder } from './filerows';

export type Asked = { find: string; kind: FilesKind | 'all'; from: string; sort: FilesOrder };

const PAGE_ENTRIES = 60;
/** Words are typed, and files come in groups. */
const SETTLED_AFTER_MS = 200;

export class Listing implements Follower {
  asked = $state.raw<Asked>({ find: '', kind: 'all', from: '', sort: 'newest' });
  entries = $state.raw<ResolvedEntry[]>([]);
  /** The ids of removed entries whose rows keep their places. */
  gone = $state.raw<ReadonlySet<number>>(new Set());
  /** What the room holds; null until that is known. */
  held = $state.raw<{ bytes: number; most: number } | null>(null);
  /** How many rows there are in all. */
  total = $state(0);
  loading = $state(false);
  failed = $state.raw<ApiError | null>(null);
  /** Whether there are files that wait until nobody aims at the rows. */
  hasNews = $state(false);
  /** Whether the person is about to press something in the rows. */
  isAimedAt: () => boolean = () => false;

  /**
   * How many rows of the room's own list have been asked for. Rows that are held back and rows that
   * are gone make that list another one, so the rows here cannot be counted for it.
   */
  #through = $state(0);
  /** Grows with each question. */
  #question = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What has come while a page loads: the page may not have it. */
  #meanwhile: Entry[] = [];

  constructor(private readonly room: Room) {}

  get hasMore(): boolean {
    return this.#through < this.total;
  }

  /** Whether nothing is left out by what was asked for. */
  get isWhole(): boolean {
    const { find, kind, from } = this.asked;
    return find.trim() === '' && kind === 'all' && from === '';
  }

  ask(change: Partial<Asked>): void {
    this.asked = { ...this.asked, ...change };
    this.#question++;
    this.loading = true;
    this.#later('find' in change ? SETTLED_AFTER_MS : 0, () => this.load());
  }

  /** Loads the first rows anew. */
  load(): Promise<void> {
    this.hasNews = false;
    return this.#load(0, ({ entries, total }) => {
      this.gone = new Set();
      this.entries = entries;
      this.#through = entries.length;
      this.total = total;
    });
  }

  async loadMore(): Promise<void> {
    if (this.loading || !this.hasMore) return;
    await this.#load(this.#through, ({ entries, total }) => {
      this.#add(entries);
      this.#through += entries.length;
      // There is no end to be waited for.
      this.total = entries.length === 0 ? this.#through : total;
    });
  }

  onEntries(entries: ResolvedEntry[]): void {
    if (!entries.some(({ share }) => share !== undefined)) return;
    this.hasNews = this.isAimedAt();
    this.#refreshSoon();
  }

  onReferences(references: Entry[]): void {
    if (this.loading) this.#meanwhile.push(...references);
    this.#remove(references);
    // A removal of a row that is not loaded changes what the room holds, too.
    if (references.some(({ verb }) => verb === 'removed')) this.#refreshSoon();
  }

  onReset(): void {
    this.gone = new Set();
    this.entries = [];
    void this.load();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#question++;
  }

  /** Loads the first rows once more, and keeps those that came after them. */
  async refresh(): Promise<void> {
    this.hasNews = false;
    await this.#load(0, ({ entries, total }) => {
      this.entries = this.entries.filter(({ id }) => !this.gone.has(id));
      this.gone = new Set();
      const added = this.#add(entries);
      // What is new may also stand between the rows that are kept, unless the newest come first.
      const meets = this.asked.sort === 'newest' && added < entries.length;
      this.#through = meets ? Math.min(this.#through + added, this.entries.length) : entries.length;
      this.total = total;
    });
  }

  #refreshSoon(): void {
    this.#later(SETTLED_AFTER_MS, async () => {
      if (this.isAimedAt()) this.#refreshSoon();
      else await this.refresh();
    });
  }

  #remove(references: Entry[]): void {
    const left = new Map(without(this.entries, references).map((entry) => [entry.id, entry]));
    const gone = this.entries.filter(({ id }) => !left.has(id) && !this.gone.has(id));
    this.total -= gone.length;
    this.#through = Math.max(0, this.#through - gone.length);
    if (gone.length > 0 && this.isAimedAt()) {
      this.gone = new Set([...this.gone, ...gone.map(({ id }) => id)]);
    }
    const stays = this.entries.filter(({ id }) => left.has(id) || this.gone.has(id));
    this.entries = stays.map((entry) => left.get(entry.id) ?? entry);
  }

  #later(ms: number, what: () => Promise<void>): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void what(), ms);
  }

  /** Returns how many of them are new. */
  #add(entries: ResolvedEntry[]): number {
    const known = new Set(this.entries.map(({ id }) => id));
    const added = entries.filter(({ id }) => !known.has(id));
    if (added.length > 0) this.entries = inOrder([...this.entries, ...added], this.asked.sort);
    return added.length;
  }

  async #load(skip: number, take: (page: FilesPage) => void): Promise<void> {
    const question = ++this.#question;
    this.loading = true;
    this.#meanwhile = [];
    try {
      const page = await this.room.host.files({ ...this.#query(), skip, limit: PAGE_ENTRIES });
      if (question !== this.#question) return;
      take({ ...page, entries: without(page.entries, this.#meanwhile) });
      this.held = { bytes: page.bytes, most: page.max_bytes };
      this.failed = null;
    } catch (thrown) {
      if (question === this.#question) this.failed = ApiError.from(thrown);
    } finally {
      if (question === this.#question) this.loading = false;
    }
  }

  #query() {
    const { find, kind, from, sort } = this.asked;
    return {
      sort,
      ...(find.trim() === '' ? {} : { find: find.trim() }),
      ...(kind === 'all' ? {} : { kind }),
      ...(from === '' ? {} : { from }),
    };
  }
}

/** The rows that are left after these references, in their order. */
function without(entries: ResolvedEntry[], references: Entry[]): ResolvedEntry[] {
  const folded = entries.map((entry) => references.reduce(fold, entry));
  return folded.filter(({ share }) => share !== undefined);
}
