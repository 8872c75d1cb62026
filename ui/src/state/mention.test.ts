// Who is mentioned, by the vectors that core/src/mention.rs is tested with, too.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { entryAt } from './host.fixture';
import { callsEverybody, hasName, mentions } from './mention';
import { resolved } from './room.fixture';

type Vector = { text: string; name: string; others?: string[]; mentions: boolean };

const file = join(process.cwd(), '../tests/vectors/texts/mentions.json');
const vectors: Vector[] = JSON.parse(readFileSync(file, 'utf8'));

describe('a name', () => {
  it.each(vectors)('$name in $text, with $others: $mentions', ({ text, name, others, mentions }) => {
    expect(hasName(text, name, others)).toBe(mentions);
  });

  it('keeps the whole of an address apart from a part of it, wherever it stands among others', () => {
    expect(hasName('a@ana x@ana.org ana', 'ana')).toBe(true);
    expect(hasName('a@ana x@ana.org a@ana', 'ana')).toBe(false);
    expect(hasName('a@b@c d@e a@b@c', 'a@b@c')).toBe(true);
    expect(hasName('a@b@c', 'b')).toBe(false);
    expect(hasName('x.a@b@c', 'a@b@c')).toBe(false);
    expect(hasName('a@b@c.d', 'a@b@c')).toBe(false);
  });
});

/** The time for a text, in the best of a few runs: other programs only ever make one longer. */
const timeOf = (work: () => void) => {
  const runs = Array.from({ length: 7 }, () => {
    const began = performance.now();
    work();
    return performance.now() - began;
  });
  return Math.min(...runs);
};

describe('the work for a text', () => {
  const isAna = (text: string) => hasName(text, 'ana');
  const isA = (text: string) => hasName(text, 'a');
  const isAmong = (text: string) => hasName(text, 'ana', ['ana ana', 'ana.ana', 'ana@', 'ana']);
  const cases: [start: string, unit: string, end: string, work: (text: string) => boolean][] = [
    ['', 'nana', '', isAna],
    ['', 'a', '', isAna],
    ['a', '\u0301', '', isAna],
    ['', 'ana\u0301', '', isAna],
    ['ana', '\u0301\u0316', '', isAna],
    ['', 'ana@', '', isAna],
    ['', 'ana.', '@b.c', isAna],
    ['b@ana', '.', '', isAna],
    ['', '\u0301', '@ana@b', isAna],
    ['', 'ana@x ', '', isAna],
    ['', '@ana', '', isAna],
    ['', '@a', '', isA],
    ['', 'a@all ', '', callsEverybody],
    ['', '@ana ', '@ana', isAmong],
    ['', '@ana ana@', 'b', isAmong],
    ['', '@ana.ana@b', '', isAmong],
  ];

  // Sixteen times the text is 256 times the work where the growth is quadratic.
  it.each(cases)('grows as the text does: %j, very many %j, %j', { retry: 3 }, (start, unit, end, work) => {
    const time = (chars: number) => {
      const text = start + unit.repeat(chars / unit.length) + end;
      return timeOf(() => work(text));
    };
    time(2_000);
    expect(time(64_000)).toBeLessThan(40 * time(4_000));
  });
});

describe('everybody', () => {
  it.each(['@all', 'tea is ready, @ALL!', '(@all)', '@all: come', 'now\n@all', '你好@all'])(
    'is called by %j',
    (text) => {
      expect(callsEverybody(text)).toBe(true);
    },
  );

  it.each(['all', '@ally', 'ana@all.example', 'ana@all', '@all@example.org', '@all_of_you', 'at all', ''])(
    'is not called by %j',
    (text) => {
      expect(callsEverybody(text)).toBe(false);
    },
  );

  it('is not called by a longer name', () => {
    expect(callsEverybody('@all star!', ['All Star'])).toBe(false);
    expect(callsEverybody('@all star, @all', ['All Star'])).toBe(true);
    expect(callsEverybody('@all', ['all', 'All Star'])).toBe(true);
  });

  it('is the host’s to call', () => {
    const call = (name: string | null) => resolved({ ...entryAt(0, 'bo', '@all hello'), name });
    expect(mentions(call('Hanna'), 'ana', 'Hanna')).toBe(true);
    expect(mentions(call('bo'), 'ana', 'Hanna')).toBe(false);
    expect(mentions(call(null), 'ana', null)).toBe(false);
  });
});

describe('an entry', () => {
  it('of one’s own mentions oneself never', () => {
    expect(mentions(resolved(entryAt(0, 'ana', 'I am ana')), 'ana', null)).toBe(false);
  });

  it('that sets the topic is no mention', () => {
    expect(mentions(resolved({ ...entryAt(0, 'bo', 'ana'), verb: 'set topic' }), 'ana', null)).toBe(false);
  });

  it('with files mentions by its caption, and not by the names of files', () => {
    const shared = (caption: string) => {
      const line = { ...entryAt(0, 'bo', 'ana.jpg (7 bytes) files/abcde-ana.jpg'), verb: 'shared' as const };
      return resolved({ ...line, share: { files: [], caption } });
    };
    expect(mentions(shared(''), 'ana', null)).toBe(false);
    expect(mentions(shared('for ana'), 'ana', null)).toBe(true);
  });
});
