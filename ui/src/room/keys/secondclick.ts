// The second click of a double click presses nothing that only came under the pointer with the
// first one. Many people click everything twice: "Connect" would send what they are still writing.
const PRESSED = 'button, a, [role=option]';

/** Returns a function that ends this. */
export function ignoreSecondClicks(): () => void {
  const ended = new AbortController();
  let last: Element | null = null;
  const click = (event: MouseEvent) => {
    const now = event.target instanceof Element ? event.target.closest(PRESSED) : null;
    if (now !== null && now !== last && event.detail > 1) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    last = now;
  };
  addEventListener('click', click, { capture: true, signal: ended.signal });
  return () => ended.abort();
}
