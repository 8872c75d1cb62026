// When a list that the stream fills is brought up to date. A busy room changes it ten times a
// second, because each change costs time. Changes of rows that are there already come less often: a
// reaction may touch many rows. What comes after a pause is shown at once.

export const UPDATE_EVERY_MS = 100;
/** For changes of rows that are there already. */
export const CHANGE_EVERY_MS = 250;
/** Hidden tabs get no animation frames. */
const FRAME_AT_LATEST_MS = 100;

export class Updates {
  #cancel: (() => void) | null = null;
  #dueAt = Infinity;
  #updatedAt = -Infinity;

  constructor(private readonly update: () => void) {}

  /** Calls `update` soon, once for all that comes until then, `everyMs` after the last update. */
  schedule(everyMs: number): void {
    const dueAt = this.#updatedAt + everyMs;
    if (dueAt >= this.#dueAt) return;
    this.cancel();
    this.#dueAt = dueAt;
    const wait = Math.max(0, dueAt - performance.now());
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
    this.#dueAt = Infinity;
  }

  /** Everything is up to date now, whoever asked for it. */
  updated(): void {
    this.cancel();
    this.#updatedAt = performance.now();
  }
}
