// A list whose rows stay where they are while it changes: new ones come last, and one that went
// keeps its place. So nothing moves away from under a pointer that is about to press it.

export type SteadyRow<T> = { key: string; value: T; gone: boolean };

/** The rows so far, brought up to date with what there is now. */
export function steady<T>(rows: SteadyRow<T>[], now: T[], keyOf: (value: T) => string): SteadyRow<T>[] {
  const left = new Map(now.map((value) => [keyOf(value), value]));
  const kept = rows.map(({ key, value }) => {
    const newer = left.get(key);
    left.delete(key);
    return { key, value: newer ?? value, gone: newer === undefined };
  });
  return [...kept, ...Array.from(left, ([key, value]) => ({ key, value, gone: false }))];
}
