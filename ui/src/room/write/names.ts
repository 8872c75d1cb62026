// The people whom a message may name: those who are here first, then those who spoke before.
import { plainLetters } from '../../state/letters';
import type { Person } from '../../types/Person';
import type { ResolvedEntry } from '../../types/ResolvedEntry';

export type Named = { name: string; here: boolean };

/** Names that begin with the query come before those of which a later word does. */
export function findNames(query: string, people: Named[], most: number): Named[] {
  const wanted = plainLetters(query);
  const rank = ({ name }: Named) => {
    const folded = plainLetters(name);
    return folded.startsWith(wanted) ? 0 : folded.includes(` ${wanted}`) ? 1 : 2;
  };
  const ranked = people.map((person) => ({ person, rank: rank(person) })).filter(({ rank }) => rank < 2);
  const order = ({ person, rank }: (typeof ranked)[number]) => (person.here ? 0 : 2) + rank;
  return ranked
    .sort((a, b) => order(a) - order(b))
    .slice(0, most)
    .map(({ person }) => person);
}

/** Everybody but `me`, those who spoke last first. */
export function peopleOf(here: Person[], entries: ResolvedEntry[], me: string): Named[] {
  const present = new Set(here.map(({ name }) => name));
  const spoke = new Set(entries.flatMap(({ name }) => name ?? []).reverse());
  const all = new Set([...spoke, ...present]);
  all.delete(me);
  return [...all].map((name) => ({ name, here: present.has(name) }));
}
