// The rules for references, by the vectors that the server is tested with, too.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../types/Entry';
import type { ResolvedEntry } from '../types/ResolvedEntry';
import { fold, fresh, quoteOf } from './fold';
import { entryAt, resolve } from './host.fixture';

const VECTORS = join(process.cwd(), '../tests/vectors');

type Vector = { lines: Entry[]; resolved: ResolvedEntry[]; pins: number[] };

const names = readdirSync(VECTORS).filter((name) => name.endsWith('.json'));
const read = (name: string): Vector => JSON.parse(readFileSync(join(VECTORS, name), 'utf8'));

function pinsOf(entries: ResolvedEntry[]): number[] {
  const pinned = entries.filter((entry) => entry.pinned !== null);
  return pinned.sort((a, b) => (b.pinned ?? 0) - (a.pinned ?? 0)).map((entry) => entry.id);
}

describe('the vectors', () => {
  it('are there', () => expect(names.length).toBeGreaterThanOrEqual(6));

  it.each(names)('hold: %s', (name) => {
    const { lines, resolved, pins } = read(name);
    const folded = resolve(lines);
    expect(folded).toEqual(resolved);
    expect(pinsOf(folded)).toEqual(pins);
  });

  it.each(names)('hold also if each line comes twice: %s', (name) => {
    const { lines, resolved } = read(name);
    expect(resolve(lines.flatMap((line) => [line, line]))).toEqual(resolved);
  });
});

const about = (target: number, verb: Entry['verb'], id: number, text = '', name = 'bo'): Entry => ({
  ...entryAt(id, name, text),
  verb,
  target,
});

describe('folding', () => {
  const hello = fresh(entryAt(10, 'bo', 'hello'));

  it('keeps an entry the same object where a reference changes nothing', () => {
    const liked = fold(hello, about(10, 'reacted to', 20, '👍'));
    const removed = fold(liked, about(10, 'removed', 30));
    for (const [entry, reference] of [
      [hello, about(20, 'edited', 30, 'other')],
      [hello, about(10, 'edited', 30, 'not hers', 'ana')],
      [hello, about(10, 'unreacted to', 30, '👍')],
      [hello, about(10, 'unpinned', 30)],
      [liked, about(10, 'reacted to', 30, '👍️')],
      [removed, about(10, 'reacted to', 40, '👍')],
      [removed, about(10, 'removed', 40)],
    ] as const) {
      expect(fold(entry, reference)).toBe(entry);
    }
  });

  it('takes edits and removals early, too, for example from a receipt', () => {
    const [first, second] = [about(10, 'edited', 20, 'one'), about(10, 'edited', 30, 'two')];
    expect(fold(fold(hello, second), first)).toEqual(fold(fold(hello, first), second));
    const [one, two] = [about(10, 'removed', 40, 'a', 'ana'), about(10, 'removed', 50, 'b', 'hanna')];
    expect(fold(fold(hello, two), one)).toEqual(fold(fold(hello, one), two));
    expect(fold(fold(hello, one), first)).toEqual(fold(fold(hello, first), one));
  });

  it('leaves no words of a removed entry', () => {
    const edited = fold(hello, about(10, 'edited', 20, 'hello all'));
    expect(JSON.stringify(fold(edited, about(10, 'removed', 30)))).not.toContain('hello');
  });

  it('quotes whole characters, and the same object for the same entry', () => {
    const long = fresh(entryAt(10, 'bo', `\n \t${'👍'.repeat(200)}\nmore`));
    expect(quoteOf(long).text).toBe('👍'.repeat(160));
    expect(quoteOf(long)).toBe(quoteOf(long));
  });
});
