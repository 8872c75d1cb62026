// How large the next slice of an upload is: as much as travels in about a second. So progress is
// seen, a lost connection costs little, and a fast network is not slowed by requests.

const SMALLEST = 256 * 1024;
const LARGEST = 8 * 1024 * 1024;
const FIRST = 1024 * 1024;
const AIM_MS = 1_000;
/** One lucky slice must not make the next one far too large. */
const GROWS_AT_MOST = 4;

export class Pace {
  bytes = FIRST;

  /** A slice of this many bytes took this long. */
  took(bytes: number, ms: number): void {
    // The last slice of a file says little.
    if (bytes < SMALLEST) return;
    const wanted = (bytes / Math.max(ms, 1)) * AIM_MS;
    this.#set(Math.min(wanted, this.bytes * GROWS_AT_MOST));
  }

  /** A slice was lost. */
  lost(): void {
    this.#set(this.bytes / 2);
  }

  #set(bytes: number): void {
    this.bytes = Math.round(Math.min(LARGEST, Math.max(SMALLEST, bytes)));
  }
}
