// F6 and Shift+F6 go from one region of the page to the next, as they do in desktop apps: the
// header, the pins, the banners, the conversation, the composer, and what stands beside them.
//
// A region is an element with `data-region`. One without anything to press takes the focus itself,
// but only this way: it must not get the focus of a button in it that goes away.

const REGIONS = '[data-region]';
/** What a region is for gets the focus before all else in it. */
const FIRST = 'textarea, input[type=search], [data-entry][tabindex="0"]';
const CONTROLS = 'a[href], button, input, select, textarea, [tabindex]';

export type Direction = 'next' | 'previous';

/** Gives the focus to the next region that takes it, and returns whether there is one. */
export function goToRegion(page: ParentNode, direction: Direction): boolean {
  const all = [...page.querySelectorAll<HTMLElement>(REGIONS)].filter(isShown);
  const at = all.findIndex((region) => region.contains(document.activeElement));
  const others = at < 0 ? all : [...all.slice(at + 1), ...all.slice(0, at)];
  if (direction === 'previous') others.reverse();
  return others.some((region) => targetsIn(region).some(takesFocus) || takesFocusItself(region));
}

/** What may take the focus of a region, the best first. */
function targetsIn(region: HTMLElement): HTMLElement[] {
  const inside = (selector: string) => [...region.querySelectorAll<HTMLElement>(selector)].filter(isShown);
  return [...inside(FIRST), ...inside(CONTROLS).filter(({ tabIndex }) => tabIndex >= 0)];
}

function takesFocus(element: HTMLElement): boolean {
  element.focus();
  return document.activeElement === element;
}

function takesFocusItself(region: HTMLElement): boolean {
  if (!region.hasAttribute('tabindex')) {
    region.tabIndex = -1;
    region.addEventListener('blur', () => region.removeAttribute('tabindex'), { once: true });
  }
  return takesFocus(region);
}

const isShown = (element: HTMLElement) => element.offsetHeight > 0;
