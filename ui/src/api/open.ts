// Opens the way to the host that fits where this page runs.
import type { Host } from './host';
import { httpHost } from './http';

/** Guests never load the window's implementation, nor Tauri's library behind it. */
export async function openHost(): Promise<Host> {
  if (isHostsWindow()) return (await import('./tauri')).tauriHost();
  return httpHost();
}

/**
 * Tauri leaves its mark in all of its windows, also in those that show the room of another host.
 */
function isHostsWindow(): boolean {
  const { protocol, host } = location;
  const embedded = protocol === 'tauri:' || host === 'tauri.localhost' || import.meta.env.DEV;
  return embedded && '__TAURI_INTERNALS__' in window;
}
