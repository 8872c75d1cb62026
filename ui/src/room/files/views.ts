// How a picture lies on the screen: its scale, where 1 fits the screen, and how far its middle is
// from the middle of the screen, in pixels. A picture that is larger than the screen never leaves
// it.

export type View = { scale: number; x: number; y: number };
export type Size = { width: number; height: number };
type Point = { x: number; y: number };

export const FIT: View = { scale: 1, x: 0, y: 0 };
/** Each picture can be enlarged at least this much. */
const MOST = 4;
/** One pixel of the picture is never larger than this. */
const MOST_PX = 4;

/** The size at which a picture fits the screen. It is not enlarged for that. */
export function fitted(picture: Size, screen: Size): Size {
  const scale = Math.min(1, screen.width / picture.width, screen.height / picture.height);
  return { width: picture.width * scale, height: picture.height * scale };
}

/** The largest scale of a picture that fits the screen at this size. */
export function mostOf(picture: Size, fit: Size): number {
  return Math.max(MOST, (picture.width / fit.width) * MOST_PX);
}

/** What is at this point, counted from the middle of the screen, stays there. */
export function zoomed(view: View, factor: number, at: Point, most: number): View {
  const scale = Math.max(1, Math.min(most, view.scale * factor));
  const grown = scale / view.scale;
  return { scale, x: at.x - (at.x - view.x) * grown, y: at.y - (at.y - view.y) * grown };
}

/** The view, moved back onto the screen. */
export function held({ scale, x, y }: View, fit: Size, screen: Size): View {
  const within = (at: number, length: number, whole: number) => {
    const free = Math.max(0, (length * scale - whole) / 2);
    return Math.max(-free, Math.min(free, at)) || 0;
  };
  return { scale, x: within(x, fit.width, screen.width), y: within(y, fit.height, screen.height) };
}
