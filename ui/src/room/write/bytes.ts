// The room limits texts in UTF-8 bytes, not in characters.

const encoder = new TextEncoder();

export function byteLength(text: string): number {
  return encoder.encode(text).length;
}
