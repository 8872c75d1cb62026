// Whether a press is meant for a dialog's backdrop: it has to begin and end there.

/** The second click of a double click, which opened the dialog, is not meant for its backdrop. */
const DOUBLE_CLICK_MS = 500;

export class Backdrop {
  readonly #openedAt = Date.now();
  #pressed = false;

  constructor(private readonly dialog: () => HTMLDialogElement) {}

  beginPress(event: PointerEvent): void {
    // While a list's popup is open, the first press outside only closes the popup.
    const leavesList = document.activeElement instanceof HTMLSelectElement;
    this.#pressed = event.isPrimary && event.button === 0 && this.#holds(event) && !leavesList;
  }

  /**
   * Whether this click ends a press on the backdrop. A selection that is dragged out of the dialog
   * ends there, but did not begin there.
   */
  endsPress(event: MouseEvent): boolean {
    const meant = this.#pressed && this.#holds(event) && Date.now() - this.#openedAt > DOUBLE_CLICK_MS;
    this.#pressed = false;
    return meant;
  }

  /** For the browser, the dialog's own scrollbar and border are the dialog, too. */
  #holds({ target, clientX: x, clientY: y }: MouseEvent): boolean {
    const { left, right, top, bottom } = this.dialog().getBoundingClientRect();
    return target === this.dialog() && (x < left || x > right || y < top || y > bottom);
  }
}
