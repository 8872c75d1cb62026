// A quiet ink for each name, the same on every device: it helps the eye, and means nothing more.

const INKS = 6;

export function nameColour(name: string): string {
  let hash = 0;
  for (const char of name) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return `ink-${hash % INKS}`;
}
