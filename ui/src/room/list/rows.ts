// Turns entries into the rows of the list: day separators, the "New" line, and groups. A group is
// what one person says without a long pause; its first message has a head.
//
// Rows of unchanged entries are the same objects as before, so that a new message does not change
// the others.
import { zone } from '../../browser/zone.svelte';
import type { Outgoing } from '../../state/outbox.svelte';
import type { ResolvedEntry } from '../../types/ResolvedEntry';
import { dayNumber } from './times';

/** A pause of this length ends a group. */
export const PAUSE_MS = 5 * 60_000;

/** How an entry is shown: as a message, as a line from the file, or as an event. */
export type Form = 'message' | 'file' | 'event';

export type EntryRow = { kind: 'entry'; key: string; entry: ResolvedEntry; form: Form; head: boolean };
export type OutgoingRow = { kind: 'outgoing'; key: string; message: Outgoing; head: boolean };
export type Row =
  EntryRow | OutgoingRow | { kind: 'day'; key: string; at: string } | { kind: 'unread'; key: string };

export function formOf(entry: ResolvedEntry): Form {
  if (entry.verb === 'set topic') return 'event';
  return entry.verb === 'notice' || entry.at === null ? 'file' : 'message';
}

/** `now` decides whether what is not sent yet will join the last group. */
export function toRows(
  entries: ResolvedEntry[],
  outgoing: Outgoing[],
  unreadFrom: number | null,
  now = Date.now(),
): Row[] {
  const rows: Row[] = [];
  let previous: ResolvedEntry | null = null;
  let day: number | null = null;
  for (const entry of entries) {
    let apart = previous === null;
    const known = knownDay(entry);
    const itsDay: number | null = isNaN(known) ? day : known;
    if (itsDay !== day) {
      rows.push({ kind: 'day', key: `day-${entry.id}`, at: entry.at ?? '' });
      apart = true;
    }
    if (entry.id === unreadFrom) {
      rows.push({ kind: 'unread', key: 'unread' });
      apart = true;
    }
    rows.push(rowOf(entry, apart || previous === null || !together(previous, entry)));
    day = itsDay;
    previous = entry;
  }
  const last = previous;
  for (const [i, message] of outgoing.entries()) {
    const head = i === 0 && !(last !== null && continues(last, message.name, now));
    rows.push({ kind: 'outgoing', key: message.key, message, head });
  }
  return rows;
}

function together(a: ResolvedEntry, b: ResolvedEntry): boolean {
  const form = formOf(a);
  if (form !== formOf(b)) return false;
  if (form === 'file') return true;
  if (form === 'event') return false;
  return continues(a, b.name, Date.parse(b.at ?? ''));
}

/** Whether a message by this person at that time belongs to the group of `last`. */
function continues(last: ResolvedEntry, name: string | null, atMs: number): boolean {
  if (formOf(last) !== 'message' || last.name !== name) return false;
  // Lines may be out of order: clocks are set back.
  return Math.abs(atMs - Date.parse(last.at ?? '')) < PAUSE_MS;
}

const heads = new WeakMap<ResolvedEntry, EntryRow>();
const bodies = new WeakMap<ResolvedEntry, EntryRow>();

function rowOf(entry: ResolvedEntry, head: boolean): EntryRow {
  const known = head ? heads : bodies;
  let row = known.get(entry);
  if (!row) {
    row = { kind: 'entry', key: String(entry.id), entry, form: formOf(entry), head };
    known.set(entry, row);
  }
  return row;
}

let days = { zone: '', known: new WeakMap<ResolvedEntry, number>() };

/** NaN: the entry has no time. */
function knownDay(entry: ResolvedEntry): number {
  if (days.zone !== zone.name) days = { zone: zone.name, known: new WeakMap() };
  let day = days.known.get(entry);
  if (day === undefined) days.known.set(entry, (day = dayNumber(entry.at ?? '')));
  return day;
}
