// The order of the people, and the filter.
import { expect, it } from 'vitest';
import { matching } from './matching';
import { meFirst } from './order';

const person = (name: string, host = false) => ({ name, host, away: false });
const people = [person('Hanna', true), person('Amélie'), person('ben'), person('Ben Ali')];
const names = (all: { name: string }[]) => all.map(({ name }) => name);

it('a person is the first in their own list, and the others keep their order', () => {
  expect(names(meFirst(people, 'ben'))).toEqual(['ben', 'Hanna', 'Amélie', 'Ben Ali']);
  expect(names(meFirst(people, 'nobody'))).toEqual(names(people));
});

it.each([
  ['', ['Hanna', 'Amélie', 'ben', 'Ben Ali']],
  ['  ', ['Hanna', 'Amélie', 'ben', 'Ben Ali']],
  ['BEN', ['ben', 'Ben Ali']],
  ['amel', ['Amélie']],
  ['AMÉLIE', ['Amélie']],
  ['n a', ['Ben Ali']],
  ['(', []],
])('the filter %o leaves %o', (wanted, left) => {
  expect(names(matching(people, wanted))).toEqual(left);
});

it('a name is found by the letters of any keyboard', () => {
  const others = ['O’Brien', 'Łukasz', 'İlker', 'Γιάννης', 'Jean‑Luc'].map((name) => person(name));
  for (const [typed, found] of [
    ["o'b", 'O’Brien'],
    ['lukasz', 'Łukasz'],
    ['ilk', 'İlker'],
    ['ΓΙΑΝΝΗΣ', 'Γιάννης'],
    ['jean-l', 'Jean‑Luc'],
  ] as const) {
    expect(names(matching(others, typed))).toEqual([found]);
  }
});
