// The part of the log that the page holds: a window of entries, in the order of the file.
//
// # Invariants
// * Entries are sorted by id, and no id is there twice, whatever the order in which the stream,
//   pages and receipts bring them.
// * The window is bounded. While it reaches the log's end (`atEnd`), live entries join it. Once its
//   newest part was dropped, they only move the cursor, and `returnToLatest` or `loadNewer` fetch
//   them.
// * Only the stream moves `cursor`: nothing between two entries of the stream is ever skipped.
// * Only entries that stand by themselves are in the window. References that the stream brings
//   change them in the same update, and never those that a page had covered already
//   (state/window.ts). Those that come while a page loads are kept for its entries.
// * An entry that nothing changes stays the same object.
import { ApiError } from '../api/error';
import type { Host, PageQuery } from '../api/host';
import type { Entry } from '../types/Entry';
import type { Page } from '../types/Page';
import type { ResolvedEntry } from '../types/ResolvedEntry';
import { offsetOf } from './cursor';
import { fresh, standsAlone } from './fold';
import { CHANGE_EVERY_MS, UPDATE_EVERY_MS, Updates } from './updates';
import { entriesOf, findEntry, foldAll, merge, withTarget } from './window';

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
/** How many references are kept while a page loads. With more, the page is loaded once more. */
export const MOST_KEPT = 2_000;

type Loading = 'latest' | 'older' | 'newer' | null;

/** Who reads the log besides the list. */
export type Reader = {
  /** The stream brought entries that no page had. */
  onNew(entries: ResolvedEntry[]): void;
  /** A page came in, with the quotations that its entries need. */
  onPage(page: Page): void;
  /** References have come, in the order of the file. The window has them already. */
  onReferences(references: Entry[]): void;
  hasUnread(): boolean;
};

export class Log {
  entries = $state.raw<ResolvedEntry[]>([]);
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
  readonly #updates = new Updates(() => this.flush());
  /** After a reset the window's oldest entry decides what is older; otherwise its page does. */
  #topIsOldest = false;
  /**
   * How many a tall screen loaded while it showed the newest. If they were dropped, it would load
   * them again at each message.
   */
  #needed = 0;
  /** The entries and references before this offset have been brought in. */
  #shownTo = 0;
  /** References that came while a page loads. */
  #kept: Entry[] = [];
  /** The last reference that could not be kept. */
  #missed = -1;

  constructor(
    private readonly host: Host,
    private readonly reader: Partial<Reader> = {},
  ) {}

  get cursor(): string {
    return this.#cursor;
  }

  /** Whether everything that the stream brings before this offset has been brought in. */
  hasShown(offset: number): boolean {
    return this.#shownTo >= offset;
  }

  /** The entry with this id, if the window has it. */
  find(id: number): ResolvedEntry | undefined {
    return findEntry(this.entries, id);
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
      if (!this.loaded) this.#moveTo(page.after);
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
    if (this.find(id)) return;
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
      this.#put(this.#entriesOf(page));
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
    this.#cursor = cursor ?? this.#cursor;
    this.#incoming.push(entry);
    this.#updates.schedule(standsAlone(entry) ? UPDATE_EVERY_MS : CHANGE_EVERY_MS);
  }

  /** The file was replaced: forgets everything. The newest page follows on the stream. */
  reset(cursor: string | null): void {
    this.#cancelLoading();
    this.#updates.cancel();
    this.#incoming = [];
    this.entries = [];
    this.older = null;
    this.#topIsOldest = true;
    this.atEnd = true;
    this.#newestId = -1;
    this.#moveTo(cursor ?? this.#cursor);
  }

  /** What failed may be tried again. */
  clearFailure(): void {
    this.failed = null;
  }

  /**
   * Takes the entry of a receipt. The stream may bring the same entry before or after it. An entry
   * from before the window comes with its page.
   */
  addSent(entry: Entry): void {
    const isOlder = this.older !== null && entry.id < (this.entries[0]?.id ?? 0);
    if (this.atEnd && !isOlder) this.#put([withTarget(fresh(entry))]);
  }

  /** Takes the edit or removal of a receipt, which the stream brings as well. */
  foldSent(reference: Entry): void {
    this.flush();
    this.#fold([reference]);
  }

  /** Brings in what the stream delivered since the last update. */
  flush(): void {
    this.#updates.updated();
    const received = this.#incoming;
    this.#incoming = [];
    this.#shownTo = offsetOf(this.#cursor);
    this.#takeEntries(received.filter(standsAlone).map((entry) => withTarget(fresh(entry))));
    this.#fold(received.filter((entry) => !standsAlone(entry)));
  }

  #takeEntries(entries: ResolvedEntry[]): void {
    const unknown = entries.filter((entry) => entry.id > this.#newestId);
    if (this.atEnd) {
      this.#put(entries);
      if (this.following) this.#makeRoom();
      else this.#dropNewest();
    }
    this.#rememberNewest(entries);
    if (unknown.length > 0) this.reader.onNew?.(unknown);
  }

  #fold(references: Entry[]): void {
    if (references.length === 0) return;
    this.entries = foldAll(this.entries, references);
    if (this.loading !== null) this.#keep(references);
    this.reader.onReferences?.(references);
  }

  #keep(references: Entry[]): void {
    this.#kept.push(...references);
    const over = this.#kept.splice(0, Math.max(0, this.#kept.length - MOST_KEPT));
    this.#missed = Math.max(this.#missed, over[over.length - 1]?.id ?? -1);
  }

  async #load(what: Loading, query: PageQuery, take: (page: Page) => void): Promise<void> {
    if (this.loading !== null) return;
    const generation = this.generation;
    this.loading = what;
    this.#missed = -1;
    try {
      let page: Page;
      do {
        page = await this.host.messages({ ...query, limit: PAGE_ENTRIES });
        if (generation !== this.generation) return;
      } while (page.through <= this.#missed);
      this.failed = null;
      take(page);
    } catch (thrown) {
      if (generation === this.generation) this.failed = ApiError.from(thrown);
    } finally {
      if (generation === this.generation) this.#endLoading();
    }
  }

  #cancelLoading(): void {
    this.generation++;
    this.#endLoading();
  }

  #endLoading(): void {
    this.loading = null;
    this.#kept = [];
  }

  #moveTo(cursor: string): void {
    this.#cursor = cursor;
    this.#shownTo = offsetOf(cursor);
  }

  /** The entries of a page, with what came while it was loading. */
  #entriesOf(page: Page): ResolvedEntry[] {
    this.reader.onPage?.(page);
    if (this.#kept.length > 0) this.reader.onReferences?.(this.#kept);
    return foldAll(entriesOf(page), this.#kept);
  }

  #takeNewer(page: Page): void {
    this.#put(this.#entriesOf(page));
    this.#rememberNewest(page.entries);
    this.atEnd = offsetOf(page.after) >= offsetOf(this.#cursor);
    this.#dropOldest();
  }

  #put(entries: ResolvedEntry[]): void {
    this.entries = merge(this.entries, entries);
    if (this.#topIsOldest && this.entries[0]) this.older = before(this.entries[0]);
  }

  /** An entry that a page brought is not new when the stream brings it again. */
  #rememberNewest(entries: Entry[]): void {
    for (const entry of entries) this.#newestId = Math.max(this.#newestId, entry.id);
  }

  #makeRoom(): void {
    const most = this.reader.hasUnread?.() ? MOST_ENTRIES : Math.max(MOST_WHEN_READ, this.#needed);
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
}

/**
 * The plain offset of an entry serves as the cursor of the page before it; offset 0 begins the log.
 */
function before(entry: Entry): string | null {
  return entry.id === 0 ? null : String(entry.id);
}
