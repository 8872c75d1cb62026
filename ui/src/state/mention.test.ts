// Who is mentioned, by the vectors that core/src/mention.rs is tested with, too.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { entryAt } from './host.fixture';
import { callsEverybody, hasName, mentions } from './mention';
import { resolved } from './room.fixture';

type Vector = { text: string; name: string; mentions: boolean };

const file = join(process.cwd(), '../tests/vectors/texts/mentions.json');
const vectors: Vector[] = JSON.parse(readFileSync(file, 'utf8'));

describe('a name', () => {
  it.each(vectors)('$name in $text: $mentions', ({ text, name, mentions }) => {
    expect(hasName(text, name)).toBe(mentions);
  });

  it('is found in a time that grows with the text, whatever the text is', () => {
    const texts = [
      'nana'.repeat(4_000),
      'a'.repeat(16_000),
      `a${'\u0301'.repeat(15_000)}`,
      'ana\u0301'.repeat(4_000),
      'ana@'.repeat(4_000),
      `${'ana.'.repeat(4_000)}@b.c`,
      `b@ana${'.'.repeat(16_000)}`,
      `${'\u0301'.repeat(16_000)}@ana@b`,
    ];
    const began = performance.now();
    for (const text of texts) hasName(text, 'ana');
    expect(performance.now() - began).toBeLessThan(400);
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
