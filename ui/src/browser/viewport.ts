// How high the page may be while a virtual keyboard is open. On iOS neither the page nor `100dvh`
// shrinks for the keyboard, so the composer would be hidden behind it.

/** Keeps `--viewport` at the visible height; returns a function that ends this. */
export function followViewport(): () => void {
  const viewport = window.visualViewport;
  if (!viewport) return () => {};
  const follow = () => {
    // A page that is zoomed in shows less, but must not become smaller.
    if (viewport.scale !== 1) return;
    document.documentElement.style.setProperty('--viewport', `${viewport.height}px`);
    window.scrollTo(0, 0);
  };
  follow();
  viewport.addEventListener('resize', follow);
  return () => viewport.removeEventListener('resize', follow);
}
