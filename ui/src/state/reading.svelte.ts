// Where this person stopped reading, and what others have said since.
//
// A person reads while the page is visible, has the focus, is connected, and shows the newest
// messages. Then everything that is shown is read, and the place is kept in this browser
// (state/place.ts). After a reload the room is asked what has come since.
//
// # Invariants
// * Nothing is read before the kept place has been looked up.
// * The "New" line stands before the first unread entry. It moves only when the next one comes
//   after everything before it was read.
// * The ids of another file mean nothing here: after a reset, the time of the place decides.
import { untrack } from 'svelte';
import { ApiError } from '../api/error';
import type { Entry } from '../types/Entry';
import type { ResolvedEntry } from '../types/ResolvedEntry';
import { offsetOf } from './cursor';
import { mentions } from './mention';
import { namesakesIn } from './namesakes.svelte';
import { keepPlace, keptPlaces } from './place';
import type { Room } from './room.svelte';

/** As many entries as a page may have. */
const MOST_LOOKED_UP = 200;
/** How many ids are remembered. The count goes on. */
const MOST_REMEMBERED = 1_000;
/** How late entries may come after a pause. A host's clock that was set back makes none late. */
const LATE_MS = 10_000;
/** Stamps have whole seconds. */
const STAMP_MS = 1_000;

/** What happens to news that the person does not read at once. */
export type Attendant = {
  onMissed(entries: ResolvedEntry[]): void;
  /** Everything has been read, here or in another tab. */
  onRead(): void;
  onReset(): void;
};

export class Reading {
  /** Since when the person reads the newest, by the host's clock. Null: the person does not. */
  #since: number | null = null;
  /** The same by a clock that never jumps. */
  #begun = 0;
  #unread: number[] = [];
  /** How many unread entries are not in `#unread`. */
  #more = 0;
  #lastMention = -1;
  /** What came before the kept place was looked up. Null: it has been. */
  #early: ResolvedEntry[] | null = [];
  #lookingUp = false;
  /** Entries up to this id came with the look-up. */
  #lookedUpTo = -1;
  /** When the newest entry that was read was said. */
  #readUntil: string | null = null;
  /** After the file was replaced: entries until this time are old. */
  #oldUntil = '';
  /** After the file was replaced: whether lines without a time are old. */
  #isHistory = false;

  /** Has to be made while a component or an effect is set up. */
  constructor(
    private readonly room: Room,
    private readonly attendant: Attendant,
  ) {
    const { log, connection } = room;
    $effect(() => this.#watch());
    $effect(() => {
      void [log.following, log.atEnd, log.loaded, connection.status];
      untrack(() => this.#turn());
    });
  }

  /** Whether this entry has not been read yet. */
  isUnread(id: number): boolean {
    return this.#unread.includes(id);
  }

  #watch(): () => void {
    const end = new AbortController();
    const { signal } = end;
    const turn = () => this.#turn();
    document.addEventListener('visibilitychange', turn, { signal });
    for (const type of ['focus', 'blur']) window.addEventListener(type, turn, { signal });
    window.addEventListener('storage', () => this.#agree(), { signal });
    const unfollow = this.room.follow({
      onEntries: (entries) => this.#take(entries),
      onReferences: (references) => this.#takeBack(references),
      onReset: () => this.#reset(),
    });
    return () => {
      unfollow();
      end.abort();
    };
  }

  /** Finds out whether the person reads the newest messages now. */
  #turn(): void {
    const { log, connection, host } = this.room;
    if (!log.loaded) return;
    // What has come already is judged by how it was until now.
    log.flush();
    const connected = connection.status === 'connected';
    const reads = !document.hidden && document.hasFocus() && log.following && log.atEnd && connected;
    if (!reads) this.#since = null;
    else if (this.#since === null) {
      this.#since = host.now();
      this.#begun = performance.now();
    }
    if (this.#early !== null) void this.#lookUp(this.#early);
    else if (reads) this.#read();
  }

  /** Finds what has come since the kept place. What fails is tried again at the next turn. */
  async #lookUp(early: ResolvedEntry[]): Promise<void> {
    if (this.#lookingUp) return;
    this.#lookingUp = true;
    try {
      const found = await this.#findMissed();
      this.#lookedUpTo = found[found.length - 1]?.id ?? -1;
      this.#early = null;
      const { unread } = this.room;
      const line = unread.from;
      this.#miss(this.#newsOf([...found, ...early.filter(({ id }) => id > this.#lookedUpTo)]));
      if (found.length >= MOST_LOOKED_UP) this.#countMore(MOST_LOOKED_UP);
      // The page was built anew, and had a line already.
      if (line !== null) unread.from = line;
      if (this.#since !== null) this.#read();
    } catch {
      // The room could not be reached.
    } finally {
      this.#lookingUp = false;
    }
  }

  /** The entries after the kept place, the oldest first. */
  async #findMissed(): Promise<ResolvedEntry[]> {
    const { host, facts } = this.room;
    const places = keptPlaces();
    const ours = places.find(({ room }) => room === facts.title);
    // The room may have got another title meanwhile.
    const place = ours ?? places[0];
    // Every log begins with the cursor of an empty one.
    if (!place || (!ours && offsetOf(place.cursor) === 0)) return [];
    this.#readUntil = ours?.at ?? null;
    try {
      return (await host.messages({ after: place.cursor, limit: MOST_LOOKED_UP })).entries;
    } catch (thrown) {
      const { code } = ApiError.from(thrown);
      if (code !== 'log_rewritten' && code !== 'bad_cursor') throw thrown;
    }
    if (!ours) return [];
    this.#becomesHistory();
    return (await host.messages({ limit: MOST_LOOKED_UP })).entries;
  }

  #take(entries: ResolvedEntry[]): void {
    if (this.#early !== null) return void this.#early.push(...entries);
    const news = this.#newsOf(entries).filter(({ id }) => id > this.#lookedUpTo);
    const since = this.#since;
    if (since === null) {
      this.#miss(news);
      if (news.length > 0) this.attendant.onMissed(news);
      return;
    }
    // A tab that was hidden, or had no connection, gets some entries late: their time decides.
    const mayBeLate = performance.now() - this.#begun < LATE_MS;
    this.#miss(news.filter(({ at }) => mayBeLate && at !== null && Date.parse(at) < since - STAMP_MS));
    this.#read();
  }

  /** Topics are no news, nor is a message whose words are gone already. */
  #newsOf(entries: ResolvedEntry[]): ResolvedEntry[] {
    const { me } = this.room;
    return entries.filter(
      ({ name, verb, removed, at }) =>
        name !== me.name && verb !== 'set topic' && removed === null && !this.#isOld(at),
    );
  }

  #isOld(at: string | null): boolean {
    return at === null ? this.#isHistory : at <= this.#oldUntil;
  }

  #miss(entries: ResolvedEntry[]): void {
    const [first] = entries;
    if (!first) return;
    const { unread, me, facts } = this.room;
    const others = namesakesIn(this.room);
    if (this.#unread.length === 0) {
      unread.from = first.id;
      unread.since = 0;
    }
    for (const entry of entries)
      if (mentions(entry, me.name, facts.host, others)) this.#lastMention = entry.id;
    this.#unread.push(...entries.map(({ id }) => id));
    this.#more += this.#unread.splice(0, this.#unread.length - MOST_REMEMBERED).length;
    unread.since += entries.length;
    this.#show();
  }

  #countMore(count: number): void {
    this.#more += count;
    this.room.unread.since += count;
    this.#show();
  }

  /** Words that were removed need not be read any more. */
  #takeBack(references: Entry[]): void {
    const removed = references.filter(({ verb }) => verb === 'removed').map(({ target }) => target);
    if (removed.length === 0) return;
    if (removed.includes(this.#lastMention)) this.#lastMention = -1;
    this.#unread = this.#unread.filter((id) => !removed.includes(id));
    this.#show();
  }

  #show(): void {
    const { unread } = this.room;
    unread.missed = this.#unread.length + this.#more;
    unread.mentioned = unread.missed > 0 && this.#lastMention >= (this.#unread[0] ?? Infinity);
  }

  /** Everything that is shown has been read. */
  #read(): void {
    const { log, facts } = this.room;
    this.#forget();
    this.#isHistory = false;
    this.#readUntil = newestTime(log.entries) ?? this.#readUntil;
    keepPlace({ room: facts.title, cursor: log.cursor, at: this.#readUntil });
    this.attendant.onRead();
  }

  #forget(): void {
    this.#unread = [];
    this.#more = 0;
    this.#show();
  }

  /** Another tab of this browser may have read some of it. */
  #agree(): void {
    const { facts, unread } = this.room;
    const place = keptPlaces().find(({ room }) => room === facts.title);
    const first = this.#unread[0];
    if (!place || first === undefined || offsetOf(place.cursor) <= first) return;
    this.#unread = this.#unread.filter((id) => id >= offsetOf(place.cursor));
    this.#more = 0;
    unread.from = this.#unread[0] ?? null;
    unread.since = this.#unread.length;
    this.#show();
    if (unread.missed === 0) this.attendant.onRead();
  }

  /** The file was replaced. The stream brings its newest page again. */
  #reset(): void {
    this.#becomesHistory();
    this.#lookedUpTo = -1;
    this.#lastMention = -1;
    this.#forget();
    this.room.unread.clearLine();
    this.attendant.onReset();
  }

  /** What comes now was said before, unless its time says that it was not. */
  #becomesHistory(): void {
    this.#oldUntil = this.#readUntil ?? new Date(this.room.host.now()).toISOString();
    this.#isHistory = true;
  }
}

function newestTime(entries: ResolvedEntry[]): string | null {
  for (let i = entries.length - 1; i >= 0; i--) if (entries[i]?.at) return entries[i]?.at ?? null;
  return null;
}
