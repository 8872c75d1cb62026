// Which tint each person has, on this page and during this visit. room/people/giving.ts gives them.
import { inkOf, tintOfName } from './hues';

class Tints {
  given = $state.raw<ReadonlyMap<string, number>>(new Map());

  of(name: string): number {
    return this.given.get(name) ?? tintOfName(name);
  }
}

/** A page shows one room, so all of its parts share these. */
export const tints = new Tints();

/** The classes of a person's name. */
export const nameColour = (name: string) => inkOf(tints.of(name));
