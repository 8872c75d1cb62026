// Whose names are offered, and in which order.
import { expect, it } from 'vitest';
import { entryAt } from '../../state/host.fixture';
import { fresh } from '../../state/fold';
import { findNames, peopleOf } from './names';

const here = (...names: string[]) => names.map((name) => ({ name, host: false, away: false }));
const said = (...names: string[]) => names.map((name, at) => fresh(entryAt(at * 10, name, 'hello')));
const names = (query: string, people: ReturnType<typeof peopleOf>) =>
  findNames(query, people, 8).map(({ name }) => name);

it('those who are here come first, those who spoke last before the others, and never oneself', () => {
  const people = peopleOf(here('cy', 'ana', 'bo'), said('gone', 'bo', 'ana', 'me', 'bo', 'late'), 'me');
  expect(names('', people)).toEqual(['bo', 'ana', 'cy', 'late', 'gone']);
  expect(people.filter((one) => !one.here).map(({ name }) => name)).toEqual(['late', 'gone']);
});

it('a name is found in any case, without its accents, and by a later word', () => {
  const people = peopleOf(here('Maria José', 'Josefine', 'Émile', 'Banana'), [], 'me');
  expect(names('jose', people)).toEqual(['Josefine', 'Maria José']);
  expect(names('maria j', people)).toEqual(['Maria José']);
  expect(names('EMI', people)).toEqual(['Émile']);
  expect(names('ana', people)).toEqual([]);
});

it('there are never more than asked for', () => {
  const crowd = peopleOf(here(...Array.from({ length: 10_000 }, (_, n) => `guest ${n}`)), [], 'me');
  expect(findNames('guest', crowd, 8)).toHaveLength(8);
});

it('a name is completed by the letters of any keyboard', () => {
  const people = peopleOf(here('O’Brien', 'Łukasz', 'İlker', 'Γιάννης', 'Jean‑Luc'), [], 'me');
  for (const [typed, found] of [
    ["O'B", 'O’Brien'],
    ['luk', 'Łukasz'],
    ['ilk', 'İlker'],
    ['ΓΙΑΝΝΗΣ', 'Γιάννης'],
    ['jean-l', 'Jean‑Luc'],
  ] as const) {
    expect(names(typed, people)).toEqual([found]);
  }
});
