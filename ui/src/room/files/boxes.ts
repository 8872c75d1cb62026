// The space that pictures take in a row. It is known before any of their bytes are there, so
// nothing in the conversation moves while they load.
import type { SharedFile } from '../../types/SharedFile';

/** In rem: the longest side of a box, and the shortest one that can be seen and pressed well. */
const MOST = 20;
const LEAST = 6;
const PX_PER_REM = 16;
const UNKNOWN: Box = { width: 14, height: 10.5, fit: 'cover' };
const FILM: Box = { width: MOST, height: 11.25, fit: 'contain' };

/** In rem. A picture that is smaller than its box keeps its size; a longer one is cropped. */
export type Box = { width: number; height: number; fit: 'cover' | 'contain' | 'scale-down' };

/** The box of one picture. */
export function pictureBox(file: SharedFile): Box {
  if (!isSized(file)) return UNKNOWN;
  const [width, height] = [file.width / PX_PER_REM, file.height / PX_PER_REM];
  const scale = Math.min(1, MOST / width, MOST / height);
  const fit = width < LEAST && height < LEAST ? 'scale-down' : 'cover';
  return { width: bounded(width * scale), height: bounded(height * scale), fit };
}

/** The box of a film, which is never cropped. */
export function filmBox(file: SharedFile): Box {
  return isSized(file) ? { ...pictureBox(file), fit: 'contain' } : FILM;
}

/** The pictures of a row that are shown, and how they lie in their common box. */
export type Grid = { shown: number; hidden: number; box: Box };

/** Two lie side by side; three are a large one and two small ones; four or more are a square. */
export function gridOf(count: number): Grid {
  const shown = Math.min(count, 4);
  const height = { 2: MOST / 2, 3: (MOST * 2) / 3 }[shown] ?? MOST;
  return { shown, hidden: count - shown, box: { width: MOST, height, fit: 'cover' } };
}

/** Whether a box has space for the name of a picture that cannot be shown, and for a link to it. */
export const holdsWords = ({ width, height }: Box): boolean => width >= 11 && height >= 8;

type Sized = SharedFile & { width: number; height: number };
const isSized = (file: SharedFile): file is Sized => (file.width ?? 0) > 0 && (file.height ?? 0) > 0;
const bounded = (rem: number) => Math.round(Math.max(LEAST, Math.min(MOST, rem)) * 1000) / 1000;

/** Gives an element this box. It becomes narrower where there is less space, and keeps its form. */
export const boxed =
  ({ width, height, fit }: Box) =>
  ({ style }: HTMLElement): void => {
    style.setProperty('--width', `${width}rem`);
    style.setProperty('--form', `${(100 * height) / width}%`);
    style.setProperty('--fit', fit);
  };
