import { afterEach, describe, expect, it, vi } from 'vitest';
import { search as english } from '../../strings/en/search';
import { tables } from '../../strings/languages';
import { dayText, parse, tokensOf, type Names } from './query';

const { names } = english;
const query = (typed: string, own: Names = names) => parse(typed, own).query;

describe('words and phrases', () => {
  it('are found together, and a phrase is whole', () => {
    expect(parse('tea "at  four" now', names)).toEqual({
      query: { find: 'tea "at  four" now' },
      words: ['tea', 'at  four', 'now'],
      lacks: null,
    });
    expect(query('“tea time” «thé vert»„bo')).toEqual({ find: '"tea time" "thé vert" bo' });
    expect(query('「お茶 の 時間」『緑茶』＂a b＂')).toEqual({ find: '"お茶 の 時間" 緑茶 "a b"' });
  });

  it('are nothing without a letter', () => {
    for (const typed of ['', ' ', '""', '“ ”', 'from:', 'from:""']) expect(query(typed)).toBeNull();
  });

  it('may have marks and colons inside', () => {
    for (const typed of ['5"', 'a:b', 'http://a.example', ':)', 'from', 'note:this'])
      expect(parse(typed, names).words).toEqual([typed]);
    expect(parse('"from:ana"', names).words).toEqual(['from:ana']);
  });
});

describe('filters', () => {
  it('take a name, with spaces between quotation marks', () => {
    expect(query('from:ana tea')).toEqual({ from: 'ana', find: 'tea' });
    expect(query('tea From:"Maria José" time')).toEqual({ from: 'Maria José', find: 'tea time' });
    expect(query('from:“Maria José”')).toEqual({ from: 'Maria José' });
    expect(query('from:"Maria Jo')).toEqual({ from: 'Maria Jo' });
  });

  it('take a content', () => {
    expect(query('has:LINK has:code')).toEqual({ has: 'code' });
    expect(parse('has:cake tea', names)).toMatchObject({ query: { find: 'tea' }, lacks: 'content' });
    expect(parse('has:', names).lacks).toBeNull();
  });

  it('work in the language of the page, and in English', () => {
    const german: Names = {
      filters: { from: 'von', on: 'am', before: 'vor', after: 'nach', has: 'mit' },
      contents: { link: 'link', file: 'datei', code: 'code' },
    };
    expect(query('von:ana mit:Datei', german)).toEqual({ from: 'ana', has: 'file' });
    expect(query('from:ana has:file', german)).toEqual({ from: 'ana', has: 'file' });
    expect(query('von：ana', german)).toEqual({ from: 'ana' });
    const spanish: Names = { ...names, filters: { ...names.filters, after: 'después' } };
    expect(query('despues:2026-11-22', spanish)).toEqual(query('after:2026-11-22'));
  });

  it('are where they were typed', () => {
    expect(tokensOf(' tea from:"a b" x', names)).toEqual([
      { filter: null, value: 'tea', from: 1, to: 4 },
      { filter: 'from', value: 'a b', from: 5, to: 15 },
      { filter: null, value: 'x', from: 16, to: 17 },
    ]);
  });
});

describe('days', () => {
  const at = (...parts: [number, number, number]) => new Date(...parts).toISOString();

  afterEach(() => vi.unstubAllEnvs());

  it('are the viewer’s, from midnight to midnight', () => {
    const [day, next] = [at(2026, 10, 22), at(2026, 10, 23)];
    expect(query('on:2026-11-22')).toEqual({ since: day, until: next });
    expect(query('before:2026-11-22')).toEqual({ until: day });
    expect(query('after:2026-11-22')).toEqual({ since: next });
    expect(query('after:2026-11-20 before:2026-11-23')).toEqual({ since: at(2026, 10, 21), until: next });
    expect(query('on:2026/1/2')).toEqual({ since: at(2026, 0, 2), until: at(2026, 0, 3) });
  });

  it('have 23 or 25 hours where a clock is changed', () => {
    vi.stubEnv('TZ', 'Europe/Berlin');
    expect(query('on:2026-03-29')).toEqual({
      since: '2026-03-28T23:00:00.000Z',
      until: '2026-03-29T22:00:00.000Z',
    });
    expect(query('on:2026-10-25')).toEqual({
      since: '2026-10-24T22:00:00.000Z',
      until: '2026-10-25T23:00:00.000Z',
    });
  });

  it('narrow each other', () => {
    expect(query('on:2026-11-22 before:2026-12-24')).toEqual(query('on:2026-11-22'));
    expect(query('after:2026-11-01 after:2026-11-20')).toEqual(query('after:2026-11-20'));
  });

  it('may be written in other digits', () => {
    for (const day of ['٢٠٢٦-١١-٢٢', '२०२६-११-२२', '２０２６-１１-２２'])
      expect(query(`on:${day}`), day).toEqual(query('on:2026-11-22'));
  });

  it('must exist', () => {
    for (const day of ['2026-02-30', '2026-13-01', '2026-11', 'today', '22.11.2026'])
      expect(parse(`tea on:${day}`, names), day).toMatchObject({ query: { find: 'tea' }, lacks: 'day' });
  });

  it('are written as they are read', () => {
    expect(dayText(new Date(2026, 0, 2))).toBe('2026-01-02');
  });
});

describe.each(Object.keys(tables))('the names of filters in the language %s', (code) => {
  it('are single words that differ from each other', async () => {
    const { filters, contents } = (await tables[code]!.guest()).table.search.names;
    for (const all of [Object.values(filters), Object.values(contents)]) {
      expect(new Set(all).size).toBe(all.length);
      for (const name of all) expect(name).toMatch(/^[^\s:："“”„«»「」『』＂]+$/);
      for (const name of all) expect(name).toBe(name.toLowerCase());
    }
    for (const [filter, name] of Object.entries(filters)) {
      const own = { filters, contents };
      expect(tokensOf(`${name}:x`, own)[0], name).toMatchObject({ filter, value: 'x' });
      expect(tokensOf(`${name.normalize('NFD')}:x`, own)[0], name).toMatchObject({ filter });
    }
  });
});
