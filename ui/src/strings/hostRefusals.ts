// The words of every refusal that the host's window can show, in the reader's language. Guests
// never load them: api/tauri.ts and host/ do.
import type { Problem } from '../types/Problem';
import { hostRefusal } from './en/hostRefusals';
import { t } from './page';

/** What is wrong, for the host; in Rust's own words if the language has none. */
export const refusalForHost = (problem: Problem): string =>
  hostRefusal(problem) ?? t.refusal(problem) ?? problem.message;
