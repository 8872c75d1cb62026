// Which failures of a request for files pass by themselves, and when to try again.
import { isUnreachable, type ApiError } from '../api/error';

const SHORTEST_MS = 500;
const LONGEST_MS = 8_000;
/** A refusal that names no time. */
const REFUSED_FOR_MS = 1_000;
/** Failures that may pass, but need not. */
const FEW_TRIES = 5;

/** Refusals that pass, whatever their status. The host's window has no status. */
const PASSING = [
  'busy',
  'closing',
  'not_ready',
  'restarted',
  'room_paused',
  'too_busy',
  'too_fast',
  'too_many_connections',
  'too_many_uploads',
  'too_slow',
];

/** How long to wait before the next try. Null: the same request would fail again. */
export function delayAfter(error: ApiError, tries: number): number | null {
  const backoff = Math.min(LONGEST_MS, SHORTEST_MS * 2 ** tries);
  if (isUnreachable(error)) return backoff;
  if (PASSING.includes(error.code) || error.status === 429 || error.status === 503)
    return Math.max(error.retryAfterMs ?? backoff, REFUSED_FOR_MS);
  const mayPass = ['no_such_upload', 'wrong_offset', 'upload_unfinished', 'unknown'].includes(error.code);
  return mayPass && tries < FEW_TRIES ? backoff : null;
}

/** Waits, or until the signal aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(end, ms);
    function end() {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    }
    signal.addEventListener('abort', end);
  });
}
