// The pictures of the room in the order of the file, around the one that the viewer shows.
//
// # Invariants
// * The list has no gap: next and previous never skip a picture. Pictures that the list of files
//   brings, newest first, count only once they reach the one that was opened.
// * What the conversation holds comes first: it is live. What only the list brought follows the
//   stream, too.
import type { Follower, Room } from '../../state/room.svelte';
import { findEntry, foldAll, merge } from '../../state/window';
import type { Entry } from '../../types/Entry';
import type { ResolvedEntry } from '../../types/ResolvedEntry';
import type { SharedFile } from '../../types/SharedFile';
import { kindOf } from './kind';

/** A picture, and the row that shares it. */
export type Shot = { key: string; entry: ResolvedEntry; file: SharedFile };

const PAGE_ENTRIES = 100;
/** As many are loaded at once, so that the viewer can say "3 of 12". */
const COUNTED_ENTRIES = 500;

export const keyOf = (entry: ResolvedEntry, at: number) => `${entry.id}/${at}`;

export class Roll implements Follower {
  /** What the list of files brought, without gaps from the newest on. */
  #listed = $state.raw<ResolvedEntry[]>([]);
  #total = $state(0);
  /** Whether all pictures of the room are listed. */
  #complete = $state(false);
  #loading = false;
  /** What has come while a page loads: the page may not have it. */
  #meanwhile: Entry[] = [];
  #opened = $state.raw() as ResolvedEntry;

  readonly shots: Shot[] = $derived(this.#entries().flatMap(shotsOf));

  constructor(
    private readonly room: Room,
    opened: ResolvedEntry,
  ) {
    this.#opened = opened;
  }

  /** Whether the list of shots has every picture of the room. */
  get isComplete(): boolean {
    return this.#complete;
  }

  /** Whether more should be loaded now, with this many shots before the one that is shown. */
  wants(before: number): boolean {
    if (this.#complete) return false;
    return before < 5 || !this.#reaches(this.#opened.id) || this.#total <= COUNTED_ENTRIES;
  }

  async load(): Promise<void> {
    if (this.#loading || this.#complete) return;
    this.#loading = true;
    this.#meanwhile = [];
    try {
      const skip = this.#listed.filter(isThere).length;
      const query = { kind: 'picture', sort: 'newest', skip, limit: PAGE_ENTRIES } as const;
      const { entries, total } = await this.room.host.files(query);
      this.#listed = foldAll(merge(this.#listed, entries), this.#meanwhile);
      this.#total = total;
      this.#complete = entries.length === 0 || skip + entries.length >= total;
    } catch {
      // The pictures that are known can still be seen. The next step tries again.
    } finally {
      this.#loading = false;
    }
  }

  onEntries(entries: ResolvedEntry[]): void {
    this.#listed = merge(this.#listed, entries.filter(isThere));
  }

  onReferences(references: Entry[]): void {
    if (this.#loading) this.#meanwhile.push(...references);
    this.#listed = foldAll(this.#listed, references);
    this.#opened = foldAll([this.#opened], references)[0] ?? this.#opened;
  }

  onReset(): void {
    this.#listed = [];
    this.#complete = false;
  }

  #entries(): ResolvedEntry[] {
    const { entries, atEnd } = this.room.log;
    const { id } = this.#opened;
    const [oldest, newest] = [entries[0]?.id ?? Infinity, entries[entries.length - 1]?.id ?? -1];
    if (this.#reaches(id))
      return atEnd || this.#reaches(newest) ? merge(entries, this.#listed) : this.#listed;
    return oldest <= id && id <= newest ? entries : [findEntry(this.#listed, id) ?? this.#opened];
  }

  /** Whether everything from this entry on is listed. */
  #reaches(id: number): boolean {
    const oldest = this.#listed[0];
    return this.#complete || (oldest !== undefined && oldest.id <= id);
  }
}

const isThere = ({ share }: ResolvedEntry): boolean => share !== undefined;

/** The pictures of a row. A removed row has none. */
function shotsOf(entry: ResolvedEntry): Shot[] {
  return (entry.share?.files ?? []).flatMap((file, at) =>
    kindOf(file.name) === 'picture' ? [{ key: keyOf(entry, at), entry, file }] : [],
  );
}
