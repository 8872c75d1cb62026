// The words of every refusal that the host's window can show, in the language that it speaks.
// Guests never load them: api/tauri.ts and host/ do.
import type { Problem } from '../types/Problem';
import { hostRefusal } from './en/hostRefusals';
import { t } from './page';
import { follow } from './spoken';

let ofHost = hostRefusal;
follow(({ host }) => (ofHost = host?.hostRefusal ?? hostRefusal));

/** What is wrong, for the host; in Rust's own words if the language has none. */
export const refusalForHost = (problem: Problem): string =>
  ofHost(problem) ?? t.refusal(problem) ?? problem.message;
