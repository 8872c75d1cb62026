// How entries become rows: in groups, by day, and with the line above the unread ones.
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
  it('share one head while a person goes on speaking, whatever the minutes on the clock', () => {
    const rows = toRows(
      [
        entry(moment(10, 0, 59), 'ana'),
        entry(moment(10, 1, 0), 'ana'),
        entry(moment(10, 5, 59), 'ana'),
        entry(moment(10, 10, 58), 'ana', { verb: 'replied to', target: 0 }),
        entry(moment(10, 10, 59), 'ana', { verb: 'shared' }),
      ],
      [],
      null,
    );
    expect(heads(rows)).toEqual([true, false, false, false, false]);
  });

  it('begin no day with a time that is none', () => {
    const odd = (at: string) => entry(null, 'ana', { at });
    const rows = toRows(
      [
        entry(moment(10, 0, 0), 'ana'),
        odd('2016-12-31T23:59:60Z'),
        odd('soon'),
        entry(moment(10, 0, 1), 'ana'),
      ],
      [],
      null,
    );
    expect(kinds(rows)).toEqual(['day', 'entry', 'entry', 'entry', 'entry']);
  });

  it('begin a group after a pause of five minutes, and with another person', () => {
    const rows = toRows(
      [
        entry(moment(10, 0, 0), 'ana'),
        entry(moment(10, 4, 59), 'ana'),
        entry(moment(10, 9, 59), 'ana'),
        entry(moment(10, 10, 0), 'bo'),
        entry(moment(10, 10, 1), 'ana'),
      ],
      [],
      null,
    );
    expect(heads(rows)).toEqual([true, false, true, true, true]);
  });

  it('begin a group where the clock was set back by as much', () => {
    const rows = toRows(
      [entry(moment(10, 0, 0), 'ana'), entry(moment(9, 59, 0), 'ana'), entry(moment(9, 54, 0), 'ana')],
      [],
      null,
    );
    expect(heads(rows)).toEqual([true, false, true]);
  });

  it('begin a group after an event, and after a line of the file', () => {
    const rows = toRows(
      [
        entry(moment(10, 0, 0), 'ana'),
        entry(moment(10, 0, 1), 'ana', { verb: 'set topic' }),
        entry(moment(10, 0, 2), 'ana'),
        entry(null, null, { verb: 'notice' }),
        entry(null, null, { verb: 'notice' }),
        entry(moment(10, 0, 3), 'ana'),
      ],
      [],
      null,
    );
    expect(heads(rows)).toEqual([true, true, true, true, false, true]);
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
    const news = entry(moment(10, 0, 1), 'ana');
    const rows = toRows([entry(moment(10, 0, 0), 'ana'), news], [], news.id);
    expect(kinds(rows)).toEqual(['day', 'entry', 'unread', 'entry']);
    expect(heads(rows)).toEqual([true, true]);
  });

  it('end with what is not sent yet', () => {
    const message = { key: 'k', name: 'ana' } as Outgoing;
    const rows = toRows([entry(moment(10, 0, 0), 'ana')], [message, { ...message, key: 'l' }], null);
    expect(kinds(rows)).toEqual(['day', 'entry', 'outgoing', 'outgoing']);
  });

  it('give what is not sent yet the head that it will have in the log', () => {
    const outgoing = [{ key: 'k', name: 'ana' } as Outgoing, { key: 'l', name: 'ana' } as Outgoing];
    const said = entry(moment(10, 0, 0), 'ana');
    const at = (time: Date, last = said) =>
      toRows([last], outgoing, null, time.getTime()).flatMap((row) =>
        row.kind === 'outgoing' ? [row.head] : [],
      );
    expect(at(moment(10, 4, 59))).toEqual([false, false]);
    expect(at(moment(10, 5, 0))).toEqual([true, false]);
    expect(at(moment(10, 0, 1), entry(moment(10, 0, 0), 'bo'))).toEqual([true, false]);
    expect(at(moment(10, 0, 1), entry(null, 'ana'))).toEqual([true, false]);
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
