// Lists of entries, sorted by id, and the changes that references make in them.
import type { Entry } from '../types/Entry';
import type { Page } from '../types/Page';
import type { ResolvedEntry } from '../types/ResolvedEntry';
import { answeredBy, fold } from './fold';

/** The entries of a page have what refers to them from before this offset. */
const through = new WeakMap<ResolvedEntry, number>();

/** The entries of a page, for a list. Their quotations are left to state/quotes.svelte.ts. */
export function entriesOf(page: Page): ResolvedEntry[] {
  return page.entries.map((entry) => {
    const held = withTarget(entry.answers === null ? entry : { ...entry, answers: null });
    through.set(held, page.through);
    return held;
  });
}

/** A reply answers an earlier line, or none. */
export function withTarget(entry: ResolvedEntry): ResolvedEntry {
  const target = answeredBy(entry);
  return entry.verb !== 'replied to' || entry.target === target ? entry : { ...entry, target };
}

export function findEntry(entries: ResolvedEntry[], id: number): ResolvedEntry | undefined {
  return entries[placeOf(entries, id)];
}

/** Two lists in one. An entry that is there already is ignored. */
export function merge(here: ResolvedEntry[], more: ResolvedEntry[]): ResolvedEntry[] {
  const known = new Set(here.map((entry) => entry.id));
  const added = more.filter((entry) => !known.has(entry.id) && known.add(entry.id));
  if (added.length === 0) return here;
  return [...here, ...added].sort((a, b) => a.id - b.id);
}

/** The list after these references. It is the same list if they change nothing in it. */
export function foldAll(entries: ResolvedEntry[], references: Entry[]): ResolvedEntry[] {
  let list = entries;
  for (const reference of references) {
    const place = placeOf(list, reference.target ?? -1);
    const entry = list[place];
    const next = entry && foldNew(entry, reference);
    if (next === undefined || next === entry) continue;
    if (list === entries) list = entries.slice();
    list[place] = next;
  }
  return list;
}

/** A page has what its own `through` covers. Folding that again could change an order. */
function foldNew(entry: ResolvedEntry, reference: Entry): ResolvedEntry {
  const covered = through.get(entry) ?? 0;
  if (reference.id < covered) return entry;
  const next = fold(entry, reference);
  if (next !== entry && covered > 0) through.set(next, covered);
  return next;
}

/** A binary search. Returns -1 if the entry is not there. */
function placeOf(entries: ResolvedEntry[], id: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.id ?? 0) < id) low = middle + 1;
    else high = middle;
  }
  return entries[low]?.id === id ? low : -1;
}
