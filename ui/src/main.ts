// The page begins here: open the door to the host, then show what it says.
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/print.css';
import { mount } from 'svelte';
import { openHost } from './api/open';
import App from './App.svelte';
import { keepFocus } from './browser/focus';
import { Session } from './state/session.svelte';
import { Sounds } from './browser/sounds.svelte';
import { Theme } from './browser/theme.svelte';

const theme = new Theme();
const sounds = new Sounds();

void openHost().then((host) => {
  const session = new Session(host, () => sounds.heard());
  // A guest from another address of the room brings theirs along.
  theme.reread();
  keepFocus();
  mount(App, { target: document.getElementById('app')!, props: { session, theme, sounds } });
  void session.start();
});
