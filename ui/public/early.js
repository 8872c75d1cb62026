// Runs before the first paint, so that the page opens in the chosen theme. What it does must agree with ui/src/browser/theme.svelte.ts,
// which takes over when the bundle is here.
(() => {
  const root = document.documentElement;
  let chosen = null;
  try {
    chosen = localStorage.getItem('flatchat.theme');
  } catch {
    // A browser that keeps nothing has kept no choice.
  }
  const systemDark = matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = chosen === 'light' || chosen === 'dark' ? chosen : systemDark ? 'dark' : 'light';
})();
