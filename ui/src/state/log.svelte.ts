// The part of the log that the page holds: a window of entries, in the order of the file.
//
// # Invariants
// * Entries are sorted by id and no id is there twice, whatever the order in which stream, pages and receipts bring them.
// * The window is bounded. While it reaches the log's end (`atEnd`) live entries join it; once its newest part was
//   dropped they only move the cursor, and `returnToLatest` or `loadNewer` fetch them.
// * `cursor` is moved by the stream alone: nothing between two entries of the stream is ever skipped.
import { ApiError } from '../api/error';
import type { Host, PageQuery } from '../api/host';
import type { Entry } from '../types/Entry';
import type { Page } from '../types/Page';
import { offsetOf } from './cursor';

export const MOST_ENTRIES = 400;
/** While one reads the newest and has read all: some screens of them, so that a slow phone has little to lay out for each more. */
export const MOST_WHEN_READ = 200;
/** How many more there may be while live entries come: dropping moves every row that stays, so it is done for many at once. */
export const SPARE_ENTRIES = 50;
const PAGE_ENTRIES = 60;
/** A busy room changes the list ten times a second, for each change has its price; what comes after a pause is shown at once. */
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
  /** Grows when the window begins anew. Pages asked for before that must not come in after it. */
  generation = $state(0);
  /** Whether the person reads the newest messages. Decides which end of a full window is dropped. */
  #following = $state(true);

  #cursor = '0-0';
  #incoming: Entry[] = [];
  #newestId = -1;
  #batch: (() => void) | null = null;
  #updatedAt = -Infinity;
  /** After a reset the window's oldest entry says what is older; otherwise the page that brought it does. */
  #topIsOldest = false;
  /** As many as a tall screen asked for while it showed the newest: dropping them would make it ask again at each message. */
  #needed = 0;

  constructor(
    private readonly host: Host,
    private readonly heard: (fresh: Entry[]) => void = () => {},
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

  /** Loads the newest page. On the first call this also sets the cursor from which the stream starts. */
  async loadLatest(): Promise<void> {
    this.#giveUpLoading();
    await this.#load('latest', {}, (page) => {
      if (!this.loaded) this.#cursor = page.after;
      this.loaded = true;
      this.entries = [];
      this.older = page.before;
      this.#topIsOldest = false;
      this.#takeNewer(page);
    });
  }

  /** The newest page again, and what was said while it was on its way. */
  async returnToLatest(): Promise<void> {
    await this.loadLatest();
    await this.loadNewer();
  }

  /** Has this entry in the window, and what is around it. */
  async goTo(id: number): Promise<void> {
    this.flush();
    if (this.entries.some((entry) => entry.id === id)) return;
    this.#giveUpLoading();
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

  /** An entry of the stream, with the cursor just past it. */
  hear(entry: Entry, cursor: string | null): void {
    if (cursor !== null) this.#cursor = cursor;
    this.#incoming.push(entry);
    this.#schedule();
  }

  /** The file is another one now: everything is forgotten, the newest page follows on the stream. */
  reset(cursor: string | null): void {
    this.#giveUpLoading();
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

  /** The answer to a message of one's own, which may be here before or after the stream's. */
  takeReceipt(entry: Entry): void {
    if (this.atEnd) this.#put([entry]);
  }

  /** Brings in what the stream delivered since the last update. */
  flush(): void {
    this.#batch?.();
    this.#updatedAt = performance.now();
    const heard = this.#incoming;
    this.#incoming = [];
    const fresh = heard.filter((entry) => entry.id > this.#newestId);
    if (this.atEnd) {
      this.#put(heard);
      if (this.following) this.#makeRoom();
      else this.#dropNewest();
    }
    this.#haveSeen(heard);
    if (fresh.length > 0) this.heard(fresh);
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

  #giveUpLoading(): void {
    this.generation++;
    this.loading = null;
  }

  #takeNewer(page: Page): void {
    this.#put(page.entries);
    this.#haveSeen(page.entries);
    this.atEnd = offsetOf(page.after) >= offsetOf(this.#cursor);
    this.#dropOldest();
  }

  #put(entries: Entry[]): void {
    this.entries = merge(this.entries, entries);
    if (this.#topIsOldest && this.entries[0]) this.older = before(this.entries[0]);
  }

  /** What a page brought is not news when the stream brings it again. */
  #haveSeen(entries: Entry[]): void {
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

/** The plain offset of an entry serves as the cursor of the page before it; offset 0 begins the log. */
function before(entry: Entry): string | null {
  return entry.id === 0 ? null : String(entry.id);
}

/** Two lists into one, sorted by id; an id that is already there is ignored. */
function merge(here: Entry[], more: Entry[]): Entry[] {
  const known = new Set(here.map((entry) => entry.id));
  const fresh = more.filter((entry) => !known.has(entry.id) && known.add(entry.id));
  if (fresh.length === 0) return here;
  return [...here, ...fresh].sort((a, b) => a.id - b.id);
}
