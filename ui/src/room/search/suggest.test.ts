import { describe, expect, it } from 'vitest';
import { search } from '../../strings/en/search';
import { suggestionsFor, type Suggestion } from './suggest';

const PEOPLE = ['Ana', 'bo', 'Maria José'];
const suggest = (typed: string, caret = typed.length) => suggestionsFor(typed, caret, search.names, PEOPLE);
const keys = (all: Suggestion[]) => all.map(({ key }) => key);
const find = (typed: string, wanted: string) => suggest(typed).find(({ key }) => key === wanted)!;

describe('suggestions', () => {
  it('are all filters at first', () => {
    expect(keys(suggest(''))).toEqual(['from', 'on', 'before', 'after', 'link', 'file', 'code']);
  });

  it('leave out what is used, and what makes no sense beside it', () => {
    expect(keys(suggest('from:ana '))).toEqual(['on', 'before', 'after', 'link', 'file', 'code']);
    expect(keys(suggest('has:link on:2026-11-22'))).toEqual(['from']);
    expect(keys(suggest('before:2026-11-22 has:link'))).toEqual(['from', 'after']);
  });

  it('write a filter behind the words', () => {
    expect(find('tea  ', 'link')).toMatchObject({ typed: 'tea has:link ', from: 13, to: 13, done: true });
    expect(find('', 'from')).toMatchObject({ typed: 'from:', from: 5, to: 5, done: false });
  });

  it('write today, which is selected', () => {
    const { typed, from, to } = find('tea', 'on');
    expect(typed).toMatch(/^tea on:\d{4}-\d\d-\d\d$/);
    expect(typed.slice(from, to)).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it('are people while a name is written', () => {
    expect(keys(suggest('from:'))).toEqual(['person Ana', 'person bo', 'person Maria José']);
    expect(keys(suggest('tea from:A'))).toEqual(['person Ana', 'person Maria José']);
    expect(keys(suggest('from:a tea', 6))).toEqual(['person Ana', 'person Maria José']);
    expect(keys(suggest('from:a tea'))).not.toContain('person Ana');
    expect(keys(suggest('from:nobody'))).toContain('on');
    expect(keys(suggest('from:ana'))).toContain('on');
  });

  it('write a name where it belongs, between quotation marks if it has spaces', () => {
    const [, maria] = suggest('from:a tea', 6);
    expect(maria).toMatchObject({ typed: 'from:"Maria José" tea', from: 18, to: 18, done: true });
  });
});
