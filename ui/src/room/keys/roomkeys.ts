// The keys that work everywhere in the room: F6 between its regions, and `?` for the help. An open
// dialog comes first, and so does a field in which somebody writes. A person can turn `?` off.
import { singleKeys } from '../../browser/singlekeys.svelte';
import type { Actions } from '../actions/actions.svelte';
import { goToRegion } from './regions';

/** Of Latin, Arabic and Chinese keyboards. */
const QUESTION_MARKS = ['?', '؟', '？'];
const WRITTEN_INTO = 'input, textarea, select';

/** Returns a function that ends this. */
export function listenToKeys(actions: Actions): () => void {
  const ended = new AbortController();
  addEventListener('keydown', (event) => press(event, actions), { signal: ended.signal });
  return () => ended.abort();
}

function press(event: KeyboardEvent, actions: Actions): void {
  if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
  if (act(event, actions)) event.preventDefault();
}

/** Returns whether the key is one of the room's. */
function act(event: KeyboardEvent, actions: Actions): boolean {
  const { key, shiftKey, ctrlKey, altKey, metaKey } = event;
  if (ctrlKey || altKey || metaKey) return false;
  if (key === 'F6') return goToRegion(document, shiftKey ? 'previous' : 'next');
  if (!QUESTION_MARKS.includes(key) || !singleKeys.on || isWriting(event.target)) return false;
  actions.open({ kind: 'help' });
  return true;
}

const isWriting = (target: EventTarget | null) => target instanceof Element && target.matches(WRITTEN_INTO);
