// New messages and reactions come in with a short movement, so that the eye finds them. Nothing
// else moves: no pages of history, no jumps, no rows of a busy room, and nothing where people want
// no motion.

const ROW_MS = 160;
const CHIP_MS = 140;
/** Nobody follows one of more rows at once, nor rows that come faster than this. */
const MOST_ROWS = 3;
const REST_MS = 300;

const ROW: Keyframe[] = [{ opacity: 0, transform: 'translateY(0.375rem)' }, {}];
const CHIP: Keyframe[] = [{ opacity: 0, transform: 'scale(0.6)' }, {}];

/** Watches the rows while `isNews` says that new ones are news. Returns what ends this. */
export function animateNews(list: HTMLElement, isNews: () => boolean): () => void {
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  let lastRowAt = -Infinity;
  const watcher = new MutationObserver((changes) => {
    if (!isNews() || calm.matches || document.hidden) return;
    const added = changes.flatMap(({ addedNodes }) => [...addedNodes]).filter(isElement);
    const rows = added.filter((one) => one.matches('[data-entry], .outgoing'));
    if (rows.length === 0) return moveAll(added.flatMap(chipsOf), CHIP, CHIP_MS);
    if (performance.now() - lastRowAt > REST_MS && rows.length <= MOST_ROWS) {
      moveAll(rows.filter(isSeenFirst), ROW, ROW_MS);
    }
    lastRowAt = performance.now();
  });
  watcher.observe(list, { childList: true, subtree: true });
  return () => watcher.disconnect();
}

function moveAll(elements: Element[], keyframes: Keyframe[], duration: number): void {
  for (const element of elements) element.animate(keyframes, { duration, easing: 'ease-out' });
}

const isElement = (node: Node): node is Element => node instanceof Element;

/** A message of this person has stood in the list before, on its way to the room. */
const isSeenFirst = (row: Element) => !row.matches('.own');

/** The chips in what was added: a chip, or the first one with the group of all. */
function chipsOf(added: Element): Element[] {
  if (added.matches('[data-emoji]')) return [added];
  return added.matches('.chips') ? [...added.querySelectorAll('[data-emoji]')] : [];
}
