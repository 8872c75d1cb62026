// The zoom of the picture that the viewer shows.
import { FIT, fitted, held, mostOf, zoomed, type Size, type View } from './views';

const STEP = 1.5;
/** By a double press. */
const CLOSER = 2.5;
const MIDDLE = { x: 0, y: 0 };

export class Zoom {
  view = $state.raw<View>(FIT);
  screen = $state.raw<Size>({ width: 1, height: 1 });
  /** The size of the picture in pixels. */
  picture = $state.raw<Size>({ width: 1, height: 1 });

  readonly fit = $derived(fitted(this.picture, this.screen));
  readonly most = $derived(mostOf(this.picture, this.fit));

  get isZoomed(): boolean {
    return this.view.scale > 1;
  }

  /** What is at this point, counted from the middle of the screen, stays there. */
  by(factor: number, at = MIDDLE): void {
    this.#set(zoomed(this.view, factor, at, this.most));
  }

  closer(): void {
    this.by(STEP);
  }

  farther(): void {
    this.by(1 / STEP);
  }

  pan(dx: number, dy: number): void {
    const { scale, x, y } = this.view;
    this.#set({ scale, x: x + dx, y: y + dy });
  }

  /** A double press enlarges the picture there, or makes it fit the screen again. */
  toggle(at: { x: number; y: number }): void {
    if (this.isZoomed) this.reset();
    else this.by(CLOSER, at);
  }

  reset(): void {
    this.view = FIT;
  }

  #set(view: View): void {
    this.view = held(view, this.fit, this.screen);
  }
}
