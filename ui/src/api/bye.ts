// Why the server ends a stream. The server says so in its last frame (docs/http.md, `bye`).

/**
 * `shutdown`: the room closes. `left`: the session is over, for example because another tab left.
 */
export type Bye = 'shutdown' | 'left';

/** The reason in the data of a `bye`; null: this page does not know it. */
export function byeOf(data: string): Bye | null {
  const { reason } = JSON.parse(data) as { reason: unknown };
  return reason === 'shutdown' || reason === 'left' ? reason : null;
}
