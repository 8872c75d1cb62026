// The files of a paste that the webview of the host's window hides from the page. It is one of the
// late parts of files (files/fileparts.ts).
import type { Room } from '../../state/room.svelte';

/** Returns whether the window is asked for files, which it then offers. */
export function pasteHidden(data: DataTransfer, { host, sharing }: Room): boolean {
  if (!host.window || !mayHideFiles(data)) return false;
  const pasted = host.window.pasted().then((pick) => {
    if (pick.files.length + pick.folders > 0) sharing.offer(pick);
  });
  pasted.catch(() => {});
  return true;
}

/**
 * Whether a paste may bring files that this webview hides. WebKitGTK shows a page only the
 * addresses of files, perhaps as a text, too, and of a picture nothing.
 */
export function mayHideFiles(data: DataTransfer): boolean {
  const text = data.getData('text/uri-list') || data.getData('text/plain');
  return text.split(/[\r\n]+/).every((line) => line === '' || line.startsWith('file:'));
}
