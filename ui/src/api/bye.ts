// Why the server ends a stream. Its last frame says so (docs/http.md, `bye`).
import type { Bye } from '../types/Bye';

/** A reason that the types have and this list lacks is a type error. */
const KNOWN: Record<Bye, true> = { shutdown: true, left: true, code_required: true };

/** The reason in the data of a `bye`. Null: a reason of a later version, unknown here. */
export function byeOf(data: string): Bye | null {
  const { reason } = JSON.parse(data) as { reason: unknown };
  return (Object.keys(KNOWN) as Bye[]).find((known) => known === reason) ?? null;
}
