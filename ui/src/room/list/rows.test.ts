// How entries become rows: by author and minute, by day, and with the line above the unread ones.
import { describe, expect, it } from 'vitest';
import type { Outgoing } from '../../state/outbox.svelte';
import type { ResolvedEntry } from '../../types/ResolvedEntry';
import { formOf, toRows, type Row } from './rows';

let offset = 0;

const unchanged = { edited: null, removed: null, reactions: [], pinned: null, answers: null };

function entry(time: Date | null, name: string | null, more: Partial<ResolvedEntry> = {}): ResolvedEntry {
  const at = time && `${time.toISOString().slice(0, 19)}Z`;
  const words = { verb: 'said', target: null, name, text: 'x', cut: false } as const;
  return { id: (offset += 10), at, ...words, ...unchanged, ...more };
}

/** Local times, because days are those of the viewer. */
const moment = (hours: number, minutes: number, seconds: number, day = 10) =>
  new Date(2026, 5, day, hours, minutes, seconds);

const heads = (rows: Row[]) => rows.flatMap((row) => (row.kind === 'entry' ? [row.head] : []));
const kinds = (rows: Row[]) => rows.map((row) => row.kind);

describe('the rows of the list', () => {
  it('share one head for an author within a minute', () => {
    const rows = toRows(
      [
        entry(moment(10, 0, 1), 'ana'),
        entry(moment(10, 0, 59), 'ana'),
        entry(moment(10, 1, 0), 'ana'),
        entry(moment(10, 1, 1), 'bo'),
        entry(moment(10, 1, 2), 'ana'),
      ],
      [],
      null,
    );
    expect(heads(rows)).toEqual([true, false, true, true, true]);
  });

  it('begin each day with a separator, in the zone of the viewer', () => {
    const rows = toRows(
      [
        entry(moment(23, 59, 59), 'ana'),
        entry(moment(0, 0, 0, 11), 'ana'),
        entry(moment(9, 0, 0, 11), 'ana'),
      ],
      [],
      null,
    );
    expect(kinds(rows)).toEqual(['day', 'entry', 'day', 'entry', 'entry']);
  });

  it('do not begin a day for a line without a time', () => {
    const rows = toRows(
      [entry(moment(10, 0, 0), 'ana'), entry(null, 'bot'), entry(moment(10, 0, 1), 'ana')],
      [],
      null,
    );
    expect(kinds(rows)).toEqual(['day', 'entry', 'entry', 'entry']);
    expect(heads(rows)).toEqual([true, true, true]);
  });

  it('mark where the unread begins, and give what follows a head of its own', () => {
    const seen = entry(moment(10, 0, 0), 'ana');
    const rows = toRows([seen, entry(moment(10, 0, 1), 'ana')], [], seen.id);
    expect(kinds(rows)).toEqual(['day', 'entry', 'unread', 'entry']);
    expect(heads(rows)).toEqual([true, true]);
  });

  it('end with what is not sent yet', () => {
    const message = { key: 'k', name: 'ana' } as Outgoing;
    const rows = toRows([entry(moment(10, 0, 0), 'ana')], [message, { ...message, key: 'l' }], null);
    expect(kinds(rows)).toEqual(['day', 'entry', 'outgoing', 'outgoing']);
  });

  it('are the same objects while nothing about them changes', () => {
    const entries = [entry(moment(10, 0, 0), 'ana'), entry(moment(10, 0, 1), 'ana')];
    const before = toRows(entries, [], null);
    const after = toRows([...entries, entry(moment(10, 0, 2), 'bo')], [], null);
    expect(after[1]).toBe(before[1]);
    expect(after[2]).toBe(before[2]);
  });

  it('have keys that are all different', () => {
    const rows = toRows(
      [entry(moment(10, 0, 0), 'ana'), entry(moment(9, 0, 0, 9), 'ana'), entry(moment(10, 0, 0), 'ana')],
      [],
      null,
    );
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
  });
});

describe('the form of an entry', () => {
  it('is a line from the file where nobody said it in the room', () => {
    expect(formOf(entry(null, 'bot'))).toBe('file');
    expect(formOf(entry(null, null, { verb: 'notice' }))).toBe('file');
    expect(formOf(entry(moment(1, 0, 0), null, { verb: 'notice' }))).toBe('file');
  });

  it('is a message for what was said, and words for what was done', () => {
    expect(formOf(entry(moment(1, 0, 0), 'ana'))).toBe('message');
    expect(formOf(entry(moment(1, 0, 0), 'ana', { verb: 'replied to' }))).toBe('message');
    expect(formOf(entry(moment(1, 0, 0), 'ana', { verb: 'set topic' }))).toBe('event');
  });
});
