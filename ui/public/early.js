// Runs before the first paint, in browsers of any age: sets the theme and the language, as
// browser/theme.svelte.ts and state/language.svelte.ts do later, asks the room what it is, gives the
// form in index.html its words, and shows browsers that are too old the way to the simple page.

// The build puts the words of all languages but English here: see build/early.ts.
var words = {};

var root = document.documentElement;
var lastName = recall('name');
/** Everybody but the host, whose window needs no server. */
var isGuest = /^http/.test(location.protocol) && location.host !== 'tauri.localhost';

function recall(key) {
  try {
    return localStorage.getItem('flatchat.' + key);
    // eslint-disable-next-line @typescript-eslint/no-unused-vars -- the old form of catch has a name
  } catch (e) {
    return null;
  }
}

function setTheme() {
  var chosen = recall('theme');
  var systemDark = window.matchMedia && matchMedia('(prefers-color-scheme: dark)').matches;
  if (chosen !== 'light' && chosen !== 'dark') chosen = systemDark ? 'dark' : 'light';
  root.setAttribute('data-theme', chosen);
}

/** Returns the words of the page's language. Undefined: English, which index.html has. */
function setLanguage() {
  var wanted = [recall('language') || ''].concat(navigator.languages || navigator.language || []);
  for (var i = 0; i < wanted.length; i++) {
    var code = wanted[i].toLowerCase().split('-')[0];
    if (code === 'en') return;
    if (words[code]) {
      root.lang = code;
      root.dir = words[code].dir;
      return words[code];
    }
  }
}

function inShell(selector) {
  return document.querySelector('.shell ' + selector);
}

function showForm() {
  root.className = 'stranger';
  inShell('.plate').hidden = false;
  inShell('input').focus();
}

/** Gives the form its words, once the page is parsed. */
function prepareForm(spoken) {
  var form = inShell('form');
  if (!form) return;
  for (var place in spoken || {}) {
    if (place !== 'dir') inShell(place).textContent = spoken[place];
  }
  inShell('input').value = history.state || lastName || '';
  if (history.state) history.replaceState(null, '');
  form.onsubmit = function (event) {
    event.preventDefault();
    if (!inShell('input').value) return;
    // The script joins once it is here.
    form.setAttribute('data-joins', '');
    inShell('.primary').disabled = true;
  };
  // Somebody who has a name here may be in the room already.
  if (isGuest && !lastName) showForm();
}

/** Shows the room's title, or that it asks strangers for a code first. */
function showRoom(view) {
  if (!inShell('form')) return;
  if (view.room) inShell('.title').textContent = view.room.title;
  if (view.me) inShell('.plate').hidden = false;
  else showForm();
}

function askRoom() {
  var control = new AbortController();
  setTimeout(function () {
    control.abort();
  }, 15000);
  // api/http.ts takes the response.
  window.earlyRoom = fetch('room', { cache: 'no-store', signal: control.signal });
  window.earlyRoom
    .then(function (response) {
      return response.clone().json();
    })
    .then(showRoom, function () {});
}

/** A part that the page needs did not arrive: loads it again once the room answers. */
function again() {
  setTimeout(function () {
    fetch('health').then(function () {
      history.replaceState(inShell('input').value, '');
      location.reload();
    }, again);
  }, 3000);
}

function showPlain() {
  var app = document.getElementById('app');
  if (app && !app.firstChild) document.getElementById('plain').hidden = false;
}

setTheme();
var spoken = setLanguage();
document.addEventListener('readystatechange', function () {
  if (document.readyState === 'interactive') prepareForm(spoken);
});
// A guest who comes from another address of the room shows a ticket first.
if (isGuest && window.AbortController && location.hash.indexOf('#move=') !== 0) askRoom();
window.addEventListener(
  'error',
  function (event) {
    if (event.message) showPlain();
    // What comes later is the business of state/missing.ts.
    else if (isGuest && document.readyState !== 'complete' && /^(SCRIPT|LINK)$/.test(event.target.tagName))
      again();
  },
  true,
);
if (!('noModule' in document.createElement('script'))) window.addEventListener('load', showPlain);
