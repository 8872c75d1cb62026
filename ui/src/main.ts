// The page begins here: it opens the way to the host, then shows what the host says.
import { mount, unmount } from 'svelte';
import type { Host } from './api/host';
import { openHost } from './api/open';
import App from './App.svelte';
import { keepFocus } from './browser/focus';
import { Sounds } from './browser/sounds.svelte';
import { Theme } from './browser/theme.svelte';
import { Language } from './state/language.svelte';
import { reloadForMissingParts } from './state/missing';
import { Session } from './state/session.svelte';

const theme = new Theme();
const sounds = new Sounds();
const target = document.getElementById('app')!;

void openHost().then(begin);

async function begin(host: Host): Promise<void> {
  const session = new Session(host);
  // A guest who comes from another address of the room brings the chosen theme along.
  theme.reread();
  keepFocus();
  reloadForMissingParts(session, () => location.reload());
  const language = new Language(host.window);
  await language.load();
  const show = await shower(host, session, language);
  let page = show();
  // The words of a component stay as they were when it was made.
  language.onchange = () => void unmount(page).then(() => (page = show()));
  void session.start();
}

/** Returns what builds the page. */
async function shower(host: Host, session: Session, language: Language): Promise<() => object> {
  const { window: hostWindow } = host;
  if (hostWindow === null) return () => mount(App, { target, props: { session, theme, sounds, language } });
  // The one door to what guests never load.
  const { default: HostApp } = await import('./host/HostApp.svelte');
  return () => mount(HostApp, { target, props: { session, hostWindow, theme, sounds, language } });
}
