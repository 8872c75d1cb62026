// Finds the words of a refusal by its code and its reason.
import type { Problem } from '../types/Problem';

type Words = string | ((problem: Problem) => string);

/** All codes that Rust can send, with their reasons: types/roomProblems.ts and appProblems.ts. */
type Problems = Record<string, readonly string[]>;

/** Words for each of these codes or, where a code has several reasons, for each reason. */
export type WordsByCode<All extends Problems, Codes extends keyof All = keyof All> = {
  [Code in Codes]: All[Code] extends readonly [''] ? Words : Record<All[Code][number], Words>;
};

/** The words of a problem; null: the code or the reason is unknown here. */
export function wordsOf(
  known: Record<string, Words | Record<string, Words>>,
  problem: Problem,
): string | null {
  const found = known[problem.code];
  const words = typeof found === 'object' ? found[problem.reason ?? ''] : found;
  return (typeof words === 'function' ? words(problem) : words) ?? null;
}
