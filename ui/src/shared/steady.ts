// A list whose rows keep their places while it changes: new rows come last, and a removed row
// stays, marked as gone. So nothing moves away from under a pointer that is about to press it.

export type SteadyRow<T> = { key: string; value: T; gone: boolean };

/** The rows so far, updated to the values of now. */
export function steady<T>(rows: SteadyRow<T>[], now: T[], keyOf: (value: T) => string): SteadyRow<T>[] {
  const left = new Map(now.map((value) => [keyOf(value), value]));
  const kept = rows.map(({ key, value }) => {
    const newer = left.get(key);
    left.delete(key);
    return { key, value: newer ?? value, gone: newer === undefined };
  });
  return [...kept, ...Array.from(left, ([key, value]) => ({ key, value, gone: false }))];
}
