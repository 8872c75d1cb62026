// The keys that open the search: those of the browser's own search, and `/`, which many programs
// have. A person can turn `/` off.
import { singleKeys } from '../../browser/singlekeys.svelte';

const isMac = /^(Mac|iP)/.test(navigator.platform);

/** Whether this key opens the search. `/` is a letter while somebody writes. */
export function opensSearch(event: KeyboardEvent): boolean {
  if (event.isComposing || event.altKey) return false;
  // On a Mac, Control and F move the cursor.
  const [control, other] = isMac ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey];
  if (other) return false;
  if (control) return !event.shiftKey && isF(event);
  return event.key === '/' && singleKeys.on && !isWriting(event.target);
}

/** Keyboards of other alphabets have the letter in its place. */
const isF = ({ key, code }: KeyboardEvent) =>
  key.toLowerCase() === 'f' || (code === 'KeyF' && !/^[a-z]$/i.test(key));

const isWriting = (target: EventTarget | null) =>
  target instanceof Element && target.matches('input, textarea, select, [contenteditable]');
