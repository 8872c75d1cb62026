// Each word is used, and each language says something wherever English does.
import { describe, expect, it } from 'vitest';
import { actions } from './en/actions';
import { doctor } from './en/doctor';
import { early } from './en/early';
import { files } from './en/files';
import { help } from './en/help';
import { host } from './en/host';
import { page } from './en/page';
import { picker } from './en/picker';
import { search } from './en/search';
import { sharing } from './en/sharing';
import { viewer } from './en/viewer';
import { tables } from './languages';
import { tables as viewerTables } from './viewer';

const sources = import.meta.glob(
  ['../**/*.{ts,svelte}', '!../**/*.test.ts', '!../**/*.fixture.ts', '!../strings/*/*.ts'],
  { query: '?raw', import: 'default', eager: true },
) as Record<string, string>;
const code = Object.values(sources).join('\n');

type Leaf = { path: string; value: unknown };

/** All words of a table, each with its path. */
function leaves(value: unknown, path = ''): Leaf[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [{ path, value }];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path ? `${path}.${key}` : key));
}

/** Whether the code takes this word: by its name, or by a name that is computed. */
function isUsed(path: string): boolean {
  const names = path.split('.');
  const last = names[names.length - 1]!;
  const group = names.slice(0, -1).join('.');
  const byName = new RegExp(`[.'"\`[]${escape(last)}\\b`).test(code);
  return byName || (group !== '' && new RegExp(`${escape(group)}(\\[|\\}|,|\\)| )`).test(code));
}

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

describe('the English words', () => {
  it.each(Object.entries({ actions, files, help, host, page, picker, search, sharing, viewer }))(
    'of %s are all used',
    (_, table) => {
      expect(leaves(table).filter(({ path }) => !isUsed(path))).toEqual([]);
    },
  );
});

describe.each(Object.keys(tables))('the language %s', (code) => {
  it('has the words of the page, and none is empty where English has some', async () => {
    const [guest, ofHost] = [(await tables[code]!.guest()).table, (await tables[code]!.host()).table];
    const pairs = [
      [{ page, actions, files, sharing, picker, help, search, early }, guest],
      [
        { host, doctor },
        { host: ofHost.host, doctor: ofHost.doctor },
      ],
    ] as const;
    for (const [english, other] of pairs) {
      const theirs = new Map(leaves(other).map(({ path, value }) => [path, value]));
      const ours = leaves(english);
      expect([...theirs.keys()].sort()).toEqual(ours.map(({ path }) => path).sort());
      for (const { path, value } of ours) {
        expect(typeof theirs.get(path), path).toBe(typeof value);
        if (typeof value === 'string') expect(Boolean(theirs.get(path)), path).toBe(value !== '');
      }
    }
  });
});

it.each(Object.entries(viewerTables))(
  'an exported page says all that it says in English in %s',
  (_, words) => {
    const theirs = new Map(leaves(words).map(({ path, value }) => [path, typeof value]));
    expect([...theirs]).toEqual(leaves(viewer).map(({ path, value }) => [path, typeof value]));
    expect(leaves(words).filter(({ value }) => value === '')).toEqual([]);
  },
);
