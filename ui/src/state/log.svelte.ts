// The part of the log that the page holds: a window of entries, in the order of the file.
//
// # Invariants
// * Entries are sorted by id, and no id is there twice, whatever the order in which the stream,
//   pages and receipts bring them.
// * The window is bounded. While it reaches the log's end (`atEnd`), live entries join it. Once its
//   newest part was dropped, they only move the cursor, and `returnToLatest` or `loadNewer` fetch
//   them.
// * Only the stream moves `cursor`: nothing between two entries of the stream is ever skipped.
import { ApiError } from '../api/error';
import type { Host, PageQuery } from '../api/host';
import type { Entry } from '../types/Entry';
import type { Page } from '../types/Page';
import { offsetOf } from './cursor';

export const MOST_ENTRIES = 400;
/**
 * The limit while the newest are read and nothing is unread: some screens of entries, so that a
 * slow phone has little to lay out for each new one.
 */
export const MOST_WHEN_READ = 200;
/**
 * How far live entries may go over the limit. Dropping moves every row that stays, so many are
 * dropped at once.
 */
export const SPARE_ENTRIES = 50;
const PAGE_ENTRIES = 60;
/**
 * A busy room changes the list ten times a second, because each change costs time. An entry after a
 * pause is shown at once.
 */
export const UPDATE_EVERY_MS = 100;
/** Hidden tabs get no animation frames. */
const FRAME_AT_LATEST_MS = 100;

type Loading = 'latest' | 'older' | 'newer' | null;

export class Log {
  entries = $state.raw<Entry[]>([]);
  /** Cursor of the page just older; null when the window begins the log. */
  older = $state<string | null>(null);
  atEnd = $state(true);
  loading = $state<Loading>(null);
  failed = $state.raw<ApiError | null>(null);
  loaded = $state(false);
  /**
   * Grows when the window begins anew. Pages that were requested before must not come in after it.
   */
  generation = $state(0);
  /**
   * Whether the person reads the newest messages. Decides which end of a full window is dropped.
   */
  #following = $state(true);

  #cursor = '0-0';
  #incoming: Entry[] = [];
  #newestId = -1;
  #batch: (() => void) | null = null;
  #updatedAt = -Infinity;
  /** After a reset the window's oldest entry decides what is older; otherwise its page does. */
  #topIsOldest = false;
  /**
   * How many a tall screen loaded while it showed the newest. If they were dropped, it would load
   * them again at each message.
   */
  #needed = 0;

  constructor(
    private readonly host: Host,
    private readonly onNew: (fresh: Entry[]) => void = () => {},
    private readonly hasUnread: () => boolean = () => false,
  ) {}

  get cursor(): string {
    return this.#cursor;
  }

  get following(): boolean {
    return this.#following;
  }

  /** The person reads the newest messages from now on. */
  follow(): void {
    this.#following = true;
  }

  /** The person reads further up from now on. */
  unfollow(): void {
    this.#following = false;
  }

  /**
   * Loads the newest page. On the first call this also sets the cursor from which the stream
   * starts.
   */
  async loadLatest(): Promise<void> {
    this.#cancelLoading();
    await this.#load('latest', {}, (page) => {
      if (!this.loaded) this.#cursor = page.after;
      this.loaded = true;
      this.entries = [];
      this.older = page.before;
      this.#topIsOldest = false;
      this.#takeNewer(page);
    });
  }

  /** Loads the newest page again, and then the entries that were said during that request. */
  async returnToLatest(): Promise<void> {
    await this.loadLatest();
    await this.loadNewer();
  }

  /** Brings this entry, and what is around it, into the window. */
  async goTo(id: number): Promise<void> {
    this.flush();
    if (this.entries.some((entry) => entry.id === id)) return;
    this.#cancelLoading();
    await this.#load('latest', { around: String(id) }, (page) => {
      this.entries = [];
      this.older = page.before;
      this.#topIsOldest = false;
      this.#takeNewer(page);
    });
  }

  async loadOlder(): Promise<void> {
    if (this.older === null) return;
    await this.#load('older', { before: this.older }, (page) => {
      this.older = page.before;
      this.#put(page.entries);
      this.#dropNewest();
      if (this.following) this.#needed = this.entries.length;
    });
  }

  async loadNewer(): Promise<void> {
    const last = this.entries[this.entries.length - 1];
    if (this.atEnd || !last) return;
    await this.#load('newer', { after: String(last.id) }, (page) => this.#takeNewer(page));
  }

  /** Takes an entry of the stream, with the cursor just past it. */
  receive(entry: Entry, cursor: string | null): void {
    if (cursor !== null) this.#cursor = cursor;
    this.#incoming.push(entry);
    this.#schedule();
  }

  /** The file was replaced: forgets everything. The newest page follows on the stream. */
  reset(cursor: string | null): void {
    this.#cancelLoading();
    this.#batch?.();
    this.#incoming = [];
    this.entries = [];
    this.older = null;
    this.#topIsOldest = true;
    this.atEnd = true;
    this.#newestId = -1;
    if (cursor !== null) this.#cursor = cursor;
  }

  /** What failed may be tried again. */
  clearFailure(): void {
    this.failed = null;
  }

  /** Takes the entry of a receipt. The stream may bring the same entry before or after it. */
  addSent(entry: Entry): void {
    if (this.atEnd) this.#put([entry]);
  }

  /** Brings in what the stream delivered since the last update. */
  flush(): void {
    this.#batch?.();
    this.#updatedAt = performance.now();
    const received = this.#incoming;
    this.#incoming = [];
    const fresh = received.filter((entry) => entry.id > this.#newestId);
    if (this.atEnd) {
      this.#put(received);
      if (this.following) this.#makeRoom();
      else this.#dropNewest();
    }
    this.#rememberNewest(received);
    if (fresh.length > 0) this.onNew(fresh);
  }

  async #load(what: Loading, query: PageQuery, take: (page: Page) => void): Promise<void> {
    if (this.loading !== null) return;
    const generation = this.generation;
    this.loading = what;
    try {
      const page = await this.host.messages({ ...query, limit: PAGE_ENTRIES });
      if (generation !== this.generation) return;
      this.failed = null;
      take(page);
    } catch (thrown) {
      if (generation === this.generation) this.failed = ApiError.from(thrown);
    } finally {
      if (generation === this.generation) this.loading = null;
    }
  }

  #cancelLoading(): void {
    this.generation++;
    this.loading = null;
  }

  #takeNewer(page: Page): void {
    this.#put(page.entries);
    this.#rememberNewest(page.entries);
    this.atEnd = offsetOf(page.after) >= offsetOf(this.#cursor);
    this.#dropOldest();
  }

  #put(entries: Entry[]): void {
    this.entries = merge(this.entries, entries);
    if (this.#topIsOldest && this.entries[0]) this.older = before(this.entries[0]);
  }

  /** An entry that a page brought is not new when the stream brings it again. */
  #rememberNewest(entries: Entry[]): void {
    for (const entry of entries) this.#newestId = Math.max(this.#newestId, entry.id);
  }

  #makeRoom(): void {
    const most = this.hasUnread() ? MOST_ENTRIES : Math.max(MOST_WHEN_READ, this.#needed);
    if (this.entries.length >= most + SPARE_ENTRIES) this.#dropOldest(most);
  }

  #dropOldest(most = MOST_ENTRIES): void {
    const over = this.entries.length - most;
    if (over <= 0) return;
    this.entries = this.entries.slice(over);
    if (this.entries[0]) this.older = before(this.entries[0]);
  }

  #dropNewest(): void {
    if (this.entries.length <= MOST_ENTRIES) return;
    this.entries = this.entries.slice(0, MOST_ENTRIES);
    this.atEnd = false;
  }

  #schedule(): void {
    if (this.#batch) return;
    const flush = () => this.flush();
    const wait = Math.max(0, this.#updatedAt + UPDATE_EVERY_MS - performance.now());
    const frame = wait > 0 ? null : requestAnimationFrame(flush);
    const timer = setTimeout(flush, wait > 0 ? wait : FRAME_AT_LATEST_MS);
    this.#batch = () => {
      if (frame !== null) cancelAnimationFrame(frame);
      clearTimeout(timer);
      this.#batch = null;
    };
  }
}

/**
 * The plain offset of an entry serves as the cursor of the page before it; offset 0 begins the log.
 */
function before(entry: Entry): string | null {
  return entry.id === 0 ? null : String(entry.id);
}

/** Two lists in one, sorted by id. An id that is there already is ignored. */
function merge(here: Entry[], more: Entry[]): Entry[] {
  const known = new Set(here.map((entry) => entry.id));
  const fresh = more.filter((entry) => !known.has(entry.id) && known.add(entry.id));
  if (fresh.length === 0) return here;
  return [...here, ...fresh].sort((a, b) => a.id - b.id);
}
