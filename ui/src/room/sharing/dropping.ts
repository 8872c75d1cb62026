// Files that are dropped anywhere on the page. It is part of the first load: the page must never go
// to a dropped file.
import type { Sharing } from '../../state/sharing.svelte';
import { pickOf } from './picking';

/** Browsers repeat `dragover` at least every 350 ms, also while the pointer rests. */
const OVER_AFTER_MS = 700;

/** Returns a function that ends this. */
export function watchDrops(sharing: Sharing): () => void {
  const ended = new AbortController();
  let timer: ReturnType<typeof setTimeout>;
  /** Something of this page is dragged, such as a picture. */
  let ours = false;

  const listen = (type: 'dragstart' | 'dragend' | 'dragover' | 'drop', on: (event: DragEvent) => void) =>
    window.addEventListener(type, on, { signal: ended.signal });
  const over = () => {
    clearTimeout(timer);
    sharing.dragging = false;
  };
  /** Text that is dragged is left alone. */
  const take = (event: DragEvent): DataTransfer | null => {
    const data = event.dataTransfer;
    if (ours || !data?.types.includes('Files')) return null;
    event.preventDefault();
    return data;
  };

  listen('dragstart', () => (ours = true));
  listen('dragend', () => (ours = false));
  listen('dragover', (event) => {
    const data = take(event);
    if (!data) return;
    data.dropEffect = 'copy';
    over();
    sharing.dragging = true;
    timer = setTimeout(over, OVER_AFTER_MS);
  });
  listen('drop', (event) => {
    const data = take(event);
    if (data) sharing.offer(pickOf(data));
    over();
  });
  return () => (ended.abort(), over());
}
