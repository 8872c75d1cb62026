// The place in the address: `#ID` opens at that entry, and the browser's Back returns to where the
// reader was before they followed a quote.

import type { List, Place } from './list';

export function followPlaces(scroller: HTMLElement, list: List): void {
  scroller.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    if (link === null) return;
    history.replaceState({ place: list.place() }, '');
    // A second press on the same link does not change the address.
    if (link.getAttribute('href') === location.hash) goToHash(list);
  });
  addEventListener('popstate', ({ state }) => {
    const place = placeIn(state);
    if (place !== null) list.returnTo(place);
  });
  addEventListener('hashchange', () => {
    if (placeIn(history.state) === null) goToHash(list);
  });
  goToHash(list);
}

function placeIn(state: unknown): Place | null {
  return (state as { place?: Place | null } | null)?.place ?? null;
}

function goToHash(list: List): void {
  const id = /^#(\d{1,16})$/.exec(location.hash)?.[1];
  if (id === undefined) return;
  list.goTo(Number(id))?.focus({ preventScroll: true });
}
