// Runs before everything else, in browsers of any age: so its language is that of 2009.
//
// It lets the page open in the chosen theme. That must agree with ui/src/browser/theme.svelte.ts,
// which takes over once the bundle has loaded. And where a browser is too old for the bundle, it
// shows the way to the simple page.
(function () {
  var root = document.documentElement;
  var chosen = null;
  try {
    chosen = localStorage.getItem('flatchat.theme');
    // eslint-disable-next-line @typescript-eslint/no-unused-vars -- the old form of catch has a name
  } catch (e) {
    // A browser without storage has not kept a choice.
  }
  var systemDark = window.matchMedia && matchMedia('(prefers-color-scheme: dark)').matches;
  if (chosen !== 'light' && chosen !== 'dark') chosen = systemDark ? 'dark' : 'light';
  root.setAttribute('data-theme', chosen);

  function showPlain() {
    var app = document.getElementById('app');
    if (app && !app.firstChild) document.getElementById('plain').hidden = false;
  }
  // A bundle in a newer language is a syntax error.
  window.addEventListener('error', function (event) {
    if (event.message) showPlain();
  });
  // A browser without modules does not even load it.
  if (!('noModule' in document.createElement('script'))) window.addEventListener('load', showPlain);
})();
