// Doing something again and again, but only while somebody can see it: a page that is hidden has no timers.

/** Calls `action` now and every so often, and at once when the page is seen again. Gives what ends it. */
export function whileVisible(everyMs: number, action: () => void): () => void {
  let timer: ReturnType<typeof setInterval> | undefined;
  const turn = () => {
    clearInterval(timer);
    if (document.hidden) return;
    action();
    timer = setInterval(action, everyMs);
  };
  document.addEventListener('visibilitychange', turn);
  turn();
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', turn);
  };
}
