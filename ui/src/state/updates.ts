// When a list that the stream fills is brought up to date. A busy room changes it ten times a
// second, because each change costs time. What comes after a pause is shown at once.

export const UPDATE_EVERY_MS = 100;
/** Hidden tabs get no animation frames. */
const FRAME_AT_LATEST_MS = 100;

export class Updates {
  #cancel: (() => void) | null = null;
  #updatedAt = -Infinity;

  constructor(private readonly update: () => void) {}

  /** Calls `update` soon, once for all that comes until then. */
  schedule(): void {
    if (this.#cancel) return;
    const wait = Math.max(0, this.#updatedAt + UPDATE_EVERY_MS - performance.now());
    const frame = wait > 0 ? null : requestAnimationFrame(this.update);
    const timer = setTimeout(this.update, wait > 0 ? wait : FRAME_AT_LATEST_MS);
    this.#cancel = () => {
      if (frame !== null) cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }

  cancel(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  /** Everything is up to date now, whoever asked for it. */
  updated(): void {
    this.cancel();
    this.#updatedAt = performance.now();
  }
}
