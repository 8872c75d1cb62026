// Gives each person in the room a tint.
//
// # Invariants
// * No two people who are here share a tint while one is free. Where there are more people than
//   tints, each tint has about as many people.
// * A person's tint stays the same as long as the person is here. A person who comes back gets the
//   earlier tint again, unless somebody has it now.
// * A name that was never here has the tint that `tintOfName` gives, which others may have, too.
import { TINTS } from '../../shared/hues';
import { tints } from '../../shared/tints.svelte';
import type { Person } from '../../types/Person';

/** With more, those who are not here are forgotten. */
export const MOST_REMEMBERED = 1_000;

let here = new Set<string>();

/** Takes the people who are here now, and gives a tint to those who have come. */
export function giveTints(people: Person[]): void {
  const names = people.map(({ name }) => name);
  const came = names.filter((name) => !here.has(name));
  const uses = new Array<number>(TINTS).fill(0);
  const given = new Map(tints.given.size > MOST_REMEMBERED ? [] : tints.given);
  const take = (name: string, tint: number) => {
    given.set(name, tint);
    uses[tint] = (uses[tint] ?? 0) + 1;
  };
  for (const name of names) if (here.has(name)) take(name, tints.of(name));
  for (const name of came) take(name, leastUsed(uses, tints.of(name)));
  here = new Set(names);
  if (came.length > 0) tints.given = given;
}

/** The tint that the fewest people have: the wanted one, or the next one after it. */
function leastUsed(uses: number[], wanted: number): number {
  const order = uses.map((_, i) => (wanted + i) % TINTS);
  return order.reduce((best, tint) => ((uses[tint] ?? 0) < (uses[best] ?? 0) ? tint : best), wanted);
}
