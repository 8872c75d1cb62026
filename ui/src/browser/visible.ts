// Repeats an action, but only while the page is visible: a hidden page has no timers.

/**
 * Calls `action` now, every so often, and when the page becomes visible. Returns what ends this.
 */
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
