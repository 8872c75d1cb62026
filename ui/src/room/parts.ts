// The parts of the room's page that only the host's own window has. The code behind them is in
// host/, which guests never load: it hands these in, and the room's page imports none of it.
import type { Snippet } from 'svelte';

export type HostParts = {
  /** The app's menu, at the end of the header. */
  menu: Snippet;
  /** Banners about the server and the settings, and the one of a paused room. */
  notices: Snippet;
  /** The dialogs that may lie over the room, in place of the guests'. */
  panels: Snippet;
};
