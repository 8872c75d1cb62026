// Keeps the reader's place while the list changes above or below it. It measures, because Safari
// has no scroll anchoring.

/** The element at the top of the view, and its position. */
export type Place = { element: Element; top: number };

export function placeOf(scroller: Element, rows: Element): Place | null {
  const edge = scroller.getBoundingClientRect().top;
  const element = firstBelow(Array.from(rows.querySelectorAll('[data-entry]')), edge);
  return element ? { element, top: element.getBoundingClientRect().top } : null;
}

export function returnTo(place: Place, scroller: Element): void {
  if (!place.element.isConnected) return;
  const moved = place.element.getBoundingClientRect().top - place.top;
  if (moved !== 0) scroller.scrollTop += moved;
}

/** A binary search: rows lie in order, and measuring each would be slow. */
function firstBelow(elements: Element[], edge: number): Element | null {
  let low = 0;
  let high = elements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((elements[middle]?.getBoundingClientRect().bottom ?? 0) > edge) high = middle;
    else low = middle + 1;
  }
  return elements[low] ?? null;
}
