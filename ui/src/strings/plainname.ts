// The name of a file as it stands among words.

/** Embeddings, overrides and isolates. Marks of direction (U+200E, U+200F) turn nothing around. */
const TURNS = /[\u202A-\u202E\u2066-\u2069]/g;

/**
 * A character that turns the direction of writing could make "exe.jpg" of "gpj.exe", so those are
 * replaced.
 */
export function plainName(name: string): string {
  return name.replace(TURNS, '\uFFFD');
}
