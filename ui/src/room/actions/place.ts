// Where a menu opens: beside the pressed point or button, and always within the page.

/** In pixels of the page, from its left and upper edge. A point is a box without a size. */
export type Box = { left: number; top: number; width: number; height: number };
type Size = { width: number; height: number };

const GAP_PX = 4;
const MARGIN_PX = 8;

export const pointAt = (left: number, top: number): Box => ({ left, top, width: 0, height: 0 });

export function boxOf(element: Element): Box {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { left, top, width, height };
}

/** The upper left corner of a menu of this size. Below what was pressed; else above it. */
export function placeMenu(pressed: Box, menu: Size, page: Size, direction: 'ltr' | 'rtl') {
  const start = direction === 'ltr' ? pressed.left : pressed.left + pressed.width - menu.width;
  const below = pressed.top + pressed.height + GAP_PX;
  const above = pressed.top - GAP_PX - menu.height;
  const fits = below + menu.height <= page.height - MARGIN_PX || above < MARGIN_PX;
  return {
    left: within(start, menu.width, page.width),
    top: within(fits ? below : above, menu.height, page.height),
  };
}

function within(start: number, length: number, whole: number): number {
  return Math.max(MARGIN_PX, Math.min(start, whole - length - MARGIN_PX));
}
