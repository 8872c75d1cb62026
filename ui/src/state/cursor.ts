// A cursor is `<offset>-<check>`. Only the offset has a meaning to the page.

export function offsetOf(cursor: string): number {
  return Number.parseInt(cursor, 10) || 0;
}
