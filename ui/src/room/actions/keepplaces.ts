// The reactions of a row in use keep their places, and those that a finger can reach. Otherwise a
// chip could move away from under the pointer, and a press would react with another emoji.
import { byFinger } from '../../shared/aimed';
import type { Shown } from '../../state/acts.svelte';

/** `after`: it came while the row was in use. A reaction that nobody has any more has no names. */
export type PlacedReaction = Shown & { after?: boolean };

/** The reactions so far, updated to those of now. `after` is for those that are new. */
export function keepPlaces(places: PlacedReaction[], now: Shown[], after: boolean): PlacedReaction[] {
  const kept = places.map((place) => {
    const shown = now.find(({ emoji }) => emoji === place.emoji);
    return { ...(shown ?? { ...place, names: [], own: false }), after: place.after };
  });
  const isNew = (shown: Shown) => places.every(({ emoji }) => emoji !== shown.emoji);
  return [...kept, ...now.filter(isNew).map((shown) => ({ ...shown, after }))];
}

/**
 * Says of an element whether a finger can reach it: a finger may come to all that is in view, and
 * nothing shows where. Returns undefined where there are no fingers.
 */
export function watchReach(onchange: (reached: boolean) => void) {
  if (!byFinger()) return undefined;
  return (element: Element) => {
    const watcher = new IntersectionObserver((seen) => {
      onchange(seen[seen.length - 1]?.isIntersecting ?? false);
    });
    watcher.observe(element);
    return () => watcher.disconnect();
  };
}
