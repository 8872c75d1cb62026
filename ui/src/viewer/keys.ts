// The keys of the page. The browser's own search would find only the rows that are there. None is a
// letter or a sign alone: nobody could turn that off (WCAG 2.1.4).

import type { Finder } from './finder';
import type { List } from './list';

export function followKeys(scroller: HTMLElement, list: List, finder: Finder): void {
  addEventListener('keydown', (event) => {
    const action = actionOf(event, scroller, list, finder);
    if (action === null) return;
    event.preventDefault();
    action();
  });
}

function actionOf(
  event: KeyboardEvent,
  scroller: HTMLElement,
  list: List,
  finder: Finder,
): (() => void) | null {
  const isControl = event.ctrlKey || event.metaKey;
  const isTyping = document.activeElement === finder.field;
  if (isControl && event.key.toLowerCase() === 'f') return () => finder.focus();
  if (event.key === 'F3' || (isControl && event.key.toLowerCase() === 'g')) {
    return () => finder.go(event.shiftKey ? -1 : 1);
  }
  if (event.key === 'Escape' && isTyping) {
    return () => {
      finder.clear();
      scroller.focus();
    };
  }
  if (isTyping || isControl || event.altKey) return null;
  if (event.key === 'Home') return () => list.goToEdge('start');
  if (event.key === 'End') return () => list.goToEdge('end');
  return null;
}
