// Runs before the first paint, so that the page opens in the chosen theme. It must agree with
// ui/src/browser/theme.svelte.ts, which takes over once the bundle has loaded.
(() => {
  const root = document.documentElement;
  let chosen = null;
  try {
    chosen = localStorage.getItem('flatchat.theme');
  } catch {
    // A browser without storage has not kept a choice.
  }
  const systemDark = matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = chosen === 'light' || chosen === 'dark' ? chosen : systemDark ? 'dark' : 'light';
})();
