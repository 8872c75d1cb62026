// An error as the page knows it: a code to act on, and words to show.

import { t } from '../strings/page';
import { sentence } from '../strings/sentences';
import type { Problem } from '../types/Problem';

type Details = {
  status?: number;
  suggestion?: string | undefined;
  retryAfterMs?: number | undefined;
  offset?: number | undefined;
};

export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly suggestion: string | null;
  readonly retryAfterMs: number | null;
  /** Where an upload goes on. */
  readonly offset: number | null;

  constructor(code: string, message: string, details: Details = {}) {
    // The host's own words are in lower case and have no full stop.
    super(sentence(message));
    this.code = code;
    this.status = details.status ?? 0;
    this.suggestion = details.suggestion ?? null;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.offset = details.offset ?? null;
  }

  /** A refusal of the room, in the reader's language where it has words for it. */
  static refused(problem: Problem, details: Details = {}): ApiError {
    const { code, message, suggestion, offset } = problem;
    return new ApiError(code, t.refusal(problem) ?? message, { ...details, suggestion, offset });
  }

  /**
   * Anything that was thrown, as an ApiError. All other errors at this border are failed
   * connections.
   */
  static from(thrown: unknown): ApiError {
    if (thrown instanceof ApiError) return thrown;
    return new ApiError('unreachable', thrown instanceof Error ? thrown.message : String(thrown));
  }
}

export function isUnreachable(error: ApiError): boolean {
  return error.code === 'unreachable' || error.code === 'timeout';
}
