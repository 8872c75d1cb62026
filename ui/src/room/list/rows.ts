// Turns entries into the rows of the list: day separators, the "New" line, and heads for each
// author and minute.
//
// Rows of unchanged entries are the same objects as before, so that a new message does not change
// the others.
import { zone } from '../../browser/zone.svelte';
import type { Outgoing } from '../../state/outbox.svelte';
import type { ResolvedEntry } from '../../types/ResolvedEntry';
import { dayNumber, minuteNumber } from './times';

/** How an entry is shown: as a message, as a line from the file, or as an event. */
export type Form = 'message' | 'file' | 'event';

export type EntryRow = { kind: 'entry'; key: string; entry: ResolvedEntry; form: Form; head: boolean };
export type OutgoingRow = { kind: 'outgoing'; key: string; message: Outgoing; head: boolean };
export type Row =
  EntryRow | OutgoingRow | { kind: 'day'; key: string; at: string } | { kind: 'unread'; key: string };

export function formOf(entry: ResolvedEntry): Form {
  if (entry.verb === 'notice' || entry.at === null) return 'file';
  return entry.verb === 'said' || entry.verb === 'replied to' || entry.verb === 'shared'
    ? 'message'
    : 'event';
}

export function toRows(entries: ResolvedEntry[], outgoing: Outgoing[], unreadAfter: number | null): Row[] {
  const rows: Row[] = [];
  let previous: ResolvedEntry | null = null;
  let day: number | null = null;
  for (const entry of entries) {
    let apart = previous === null;
    const itsDay: number | null = entry.at === null ? day : knownDay(entry);
    if (itsDay !== day && entry.at !== null) {
      rows.push({ kind: 'day', key: `day-${entry.id}`, at: entry.at });
      apart = true;
    }
    if (previous !== null && unreadAfter === previous.id) {
      rows.push({ kind: 'unread', key: 'unread' });
      apart = true;
    }
    rows.push(rowOf(entry, apart || previous === null || !together(previous, entry)));
    day = itsDay;
    previous = entry;
  }
  const last = previous;
  for (const [i, message] of outgoing.entries()) {
    const head = i === 0 && !(last !== null && last.name === message.name && formOf(last) === 'message');
    rows.push({ kind: 'outgoing', key: message.key, message, head });
  }
  return rows;
}

function together(a: ResolvedEntry, b: ResolvedEntry): boolean {
  const form = formOf(a);
  if (form !== formOf(b)) return false;
  if (form === 'file') return true;
  if (form === 'event') return false;
  return a.name === b.name && a.at !== null && b.at !== null && minuteNumber(a.at) === minuteNumber(b.at);
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

function knownDay(entry: ResolvedEntry): number {
  if (days.zone !== zone.name) days = { zone: zone.name, known: new WeakMap() };
  let day = days.known.get(entry);
  if (day === undefined) days.known.set(entry, (day = dayNumber(entry.at ?? '')));
  return day;
}
