// A quiet colour for each name, the same on every device. It helps the eye and has no other
// meaning.

const INKS = 6;

export function nameColour(name: string): string {
  // FNV-1a, and the last mix of MurmurHash3: the remainder of a plain hash favours some colours.
  let hash = 0x811c9dc5;
  for (const char of name) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return `ink-${((hash ^ (hash >>> 13)) >>> 0) % INKS}`;
}
