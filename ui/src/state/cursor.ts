// A cursor is `<offset>-<check>`; only its offset means something to the page.

export function offsetOf(cursor: string): number {
  return Number.parseInt(cursor, 10) || 0;
}
