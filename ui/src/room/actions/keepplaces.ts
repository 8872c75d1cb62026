// The reactions of a row in use keep their places. Otherwise a chip could move away from under the
// pointer, and a press would react with another emoji.
import type { Shown } from '../../state/acts.svelte';

/** `after`: it came while the row was in use. A reaction that nobody has any more has no names. */
export type PlacedReaction = Shown & { after?: boolean };

/** The reactions so far, updated to those of now. */
export function keepPlaces(places: PlacedReaction[], now: Shown[]): PlacedReaction[] {
  const kept = places.map((place) => {
    const shown = now.find(({ emoji }) => emoji === place.emoji);
    return { ...(shown ?? { ...place, names: [], own: false }), after: place.after };
  });
  const isNew = (shown: Shown) => places.every(({ emoji }) => emoji !== shown.emoji);
  return [...kept, ...now.filter(isNew).map((shown) => ({ ...shown, after: true }))];
}
