// What the keys of the viewer do. Arrows lead to other pictures; on an enlarged one they move it,
// and Page Up and Page Down still lead to others.

export type Turn =
  | { kind: 'turn' | 'end'; by: 1 | -1 }
  | { kind: 'pan'; x: number; y: number }
  | { kind: 'closer' | 'farther' | 'reset' };

/** One press moves an enlarged picture so far. */
const PAN_PX = 80;

const KEYS: Record<string, Turn> = {
  PageUp: { kind: 'turn', by: -1 },
  PageDown: { kind: 'turn', by: 1 },
  Home: { kind: 'end', by: -1 },
  End: { kind: 'end', by: 1 },
  '+': { kind: 'closer' },
  '=': { kind: 'closer' },
  '-': { kind: 'farther' },
  '0': { kind: 'reset' },
};

const ARROWS: Record<string, [x: number, y: number]> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Null: the key does nothing here. */
export function turnOf(event: KeyboardEvent, isZoomed: boolean, isRtl: boolean): Turn | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  const arrow = ARROWS[event.key];
  if (!arrow) return KEYS[event.key] ?? null;
  const [x, y] = arrow;
  if (isZoomed) return { kind: 'pan', x: x * PAN_PX, y: y * PAN_PX };
  if (x === 0) return null;
  return { kind: 'turn', by: x < 0 === isRtl ? -1 : 1 };
}
