// When a list that the stream fills is brought up to date. A busy room changes it ten times a
// second, because each change costs time, and less often on a slow device. Changes of rows that are
// there already come less often, too: a reaction may touch many rows. What comes after a pause is
// shown at once.

export const UPDATE_EVERY_MS = 100;
/** For changes of rows that are there already. */
export const CHANGE_EVERY_MS = 250;
/** How long after an update the next one comes, as a multiple of the time that it took. */
const REST = 3;
const MOST_REST_MS = 250;
/** Hidden tabs get no animation frames. */
const FRAME_AT_LATEST_MS = 100;

export class Updates {
  #cancel: (() => void) | null = null;
  #dueAt = Infinity;
  #updatedAt = -Infinity;
  #tookMs = 0;

  constructor(private readonly update: () => void) {}

  readonly #run = () => {
    const begun = performance.now();
    this.update();
    // The timer ends once the page is painted.
    requestAnimationFrame(() => setTimeout(() => (this.#tookMs = performance.now() - begun)));
  };

  /** Calls `update` soon, once for all that comes until then, `everyMs` after the last update. */
  schedule(everyMs: number): void {
    const rest = Math.min(REST * this.#tookMs, MOST_REST_MS);
    const dueAt = this.#updatedAt + Math.max(everyMs, rest);
    if (dueAt >= this.#dueAt) return;
    this.cancel();
    this.#dueAt = dueAt;
    const wait = Math.max(0, dueAt - performance.now());
    const frame = wait > 0 ? null : requestAnimationFrame(this.#run);
    const timer = setTimeout(this.#run, wait > 0 ? wait : FRAME_AT_LATEST_MS);
    this.#cancel = () => {
      if (frame !== null) cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }

  cancel(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#dueAt = Infinity;
  }

  /** Everything is up to date now, whoever asked for it. */
  updated(): void {
    this.cancel();
    this.#updatedAt = performance.now();
  }
}
