// Follows the focus from stop to stop. `isNew` is called after each press of Tab; `end` gives one line of text for each fault.
class Stops {
  /** Begins at the beginning of the dialog on top, or of the page. */
  constructor() {
    this.begun = document.activeElement;
    const dialogs = document.querySelectorAll('dialog[open]');
    this.scope = dialogs[dialogs.length - 1] ?? document.body;
    this.scope.tabIndex = -1;
    this.scope.focus({ preventScroll: true });
    this.seen = new Set();
    this.faults = [];
  }

  /** Whether the focus has come to an element for the first time. If so, the stop is examined. */
  isNew() {
    const one = document.activeElement;
    if (!one || one === this.scope || one === document.body || this.seen.has(one)) return false;
    this.seen.add(one);
    const fault = Stops.faultOf(one);
    if (fault) this.faults.push(`${fault}: ${Stops.nameOf(one)}`);
    return true;
  }

  end() {
    for (const one of this.scope.querySelectorAll('a[href], button, input, select, textarea, audio, video, [tabindex]'))
      if (Stops.isStop(one) && !this.wasSeen(one)) this.faults.push(`Tab does not reach it: ${Stops.nameOf(one)}`);
    this.begun.focus?.({ preventScroll: true });
    this.scope.removeAttribute('tabindex');
    return this.faults;
  }

  /** Of a group of choices, Tab reaches one. Rows hold stops only while the focus is in them. */
  wasSeen(one) {
    const alike = one.type === 'radio' ? [...document.getElementsByName(one.name)] : [one];
    return alike.some((other) => this.seen.has(other));
  }

  static isStop(one) {
    const inRow = one.parentElement?.closest('[data-entry]');
    return one.tabIndex >= 0 && !one.disabled && one.type !== 'file' && one.getClientRects().length > 0 && !inRow;
  }

  static nameOf(one) {
    return `<${one.tagName.toLowerCase()}> ${(one.getAttribute('aria-label') ?? (one.labels?.[0] ?? one).textContent).trim().slice(0, 60)}`;
  }

  static faultOf(one) {
    const box = Stops.visibleBoxOf(one);
    if (!box) return 'out of view';
    const points = [0.5, 0.1, 0.9].map((part) => [box.left + box.width * part, box.top + box.height / 2]);
    if (!points.some(([x, y]) => Stops.isSeenAt(one, x, y))) return `covered by ${Stops.nameOf(document.elementFromPoint(...points[0]) ?? document.body)}`;
    return Stops.hasRing(one) ? null : 'the focus is not seen';
  }

  /** The part of it, or of the label that stands for it, that lies within the page. */
  static visibleBoxOf(one) {
    const { left, top, right, bottom } = one.getBoundingClientRect();
    const box = { left: Math.max(left, 0), top: Math.max(top, 0), right: Math.min(right, innerWidth), bottom: Math.min(bottom, innerHeight) };
    box.width = box.right - box.left;
    box.height = box.bottom - box.top;
    return box.width >= 1 && box.height >= 1 ? box : null;
  }

  static isSeenAt(one, x, y) {
    const hit = document.elementFromPoint(x, y);
    return hit !== null && (one.contains(hit) || [...(one.labels ?? [])].some((label) => label.contains(hit)) || (hit.contains(one) && !hit.matches('main, body, html')));
  }

  /** A field may leave the ring to its frame. */
  static hasRing(one) {
    const isRing = (element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1;
    };
    return isRing(one) || (one.parentElement?.matches(':focus-within') && isRing(one.parentElement));
  }
}
