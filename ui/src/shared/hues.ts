// The tints of people. A tint is one of six hues, as a deep ground with light letters or as a pale
// one with dark letters. styles/tokens.css has the colours, and says how they were chosen.

const HUES = 6;
export const TINTS = 2 * HUES;

/** The tint of this name on every device, unless the room gives its bearer another. */
export function tintOfName(name: string): number {
  // FNV-1a, and the last mix of MurmurHash3: the remainder of a plain hash favours some tints.
  let hash = 0x811c9dc5;
  for (const char of name) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return ((hash ^ (hash >>> 13)) >>> 0) % TINTS;
}

/** The classes of what is written in a tint's hue. */
export const inkOf = (tint: number) => `ink hue-${tint % HUES}`;
