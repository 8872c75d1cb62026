// The page begins here: it opens the way to the host, then shows what the host says.
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/print.css';
import { mount } from 'svelte';
import type { Host } from './api/host';
import { openHost } from './api/open';
import App from './App.svelte';
import { keepFocus } from './browser/focus';
import { Sounds } from './browser/sounds.svelte';
import { Theme } from './browser/theme.svelte';
import { Session } from './state/session.svelte';

const theme = new Theme();
const sounds = new Sounds();
const target = document.getElementById('app')!;

void openHost().then(begin);

async function begin(host: Host): Promise<void> {
  const session = new Session(host, () => sounds.chime());
  // A guest who comes from another address of the room brings the chosen theme along.
  theme.reread();
  keepFocus();
  const { window: hostWindow } = host;
  if (hostWindow === null) {
    mount(App, { target, props: { session, theme, sounds } });
  } else {
    // The one door to what guests never load.
    const { default: HostApp } = await import('./host/HostApp.svelte');
    mount(HostApp, { target, props: { session, hostWindow, theme, sounds } });
  }
  void session.start();
}
