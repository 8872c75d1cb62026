// Runs first, in browsers of any age: sets the theme (as browser/theme.svelte.ts does later), and shows
// browsers that are too old the way to the simple page.
(function () {
  var root = document.documentElement;
  var chosen = null;
  try {
    chosen = localStorage.getItem('flatchat.theme');
    // eslint-disable-next-line @typescript-eslint/no-unused-vars -- the old form of catch has a name
  } catch (e) {
    chosen = null;
  }
  var systemDark = window.matchMedia && matchMedia('(prefers-color-scheme: dark)').matches;
  if (chosen !== 'light' && chosen !== 'dark') chosen = systemDark ? 'dark' : 'light';
  root.setAttribute('data-theme', chosen);

  function showPlain() {
    var app = document.getElementById('app');
    if (app && !app.firstChild) document.getElementById('plain').hidden = false;
  }
  window.addEventListener('error', function (event) {
    if (event.message) showPlain();
  });
  if (!('noModule' in document.createElement('script'))) window.addEventListener('load', showPlain);
})();
