// The links of the conversation are one tab stop: Tab reaches one of them, and the arrow keys go to
// the others.
//
// They are rendered with `tabindex="-1"`. The one that Tab reaches has 0 (the "roving tabindex" of
// the ARIA guide).

const OF_LIST = '[role=log] [tabindex]';

/** Makes the newest link the tab stop, unless the person is at another one. */
export function keepTabStop(list: HTMLElement): void {
  const present = list.querySelector<HTMLElement>('[role=log] [tabindex="0"]');
  if (present && list.contains(document.activeElement)) return;
  const all = list.querySelectorAll<HTMLElement>(OF_LIST);
  const newest = all[all.length - 1];
  if (!newest || newest === present) return;
  if (present) present.tabIndex = -1;
  newest.tabIndex = 0;
}

/** Makes the focused link the tab stop. */
export function takeTabStop(list: HTMLElement, focused: EventTarget | null): void {
  if (!(focused instanceof HTMLElement) || !focused.matches(OF_LIST)) return;
  for (const one of list.querySelectorAll<HTMLElement>('[role=log] [tabindex="0"]')) one.tabIndex = -1;
  focused.tabIndex = 0;
}

/** Moves from link to link by the arrow keys, Home and End. */
export function moveTabStop(event: KeyboardEvent): void {
  const focused = event.target;
  const list = event.currentTarget;
  if (!(focused instanceof HTMLElement) || !(list instanceof HTMLElement) || !focused.matches(OF_LIST))
    return;
  const all = [...list.querySelectorAll<HTMLElement>(OF_LIST)];
  const at = all.indexOf(focused);
  const to = {
    ArrowUp: at - 1,
    ArrowLeft: at - 1,
    ArrowDown: at + 1,
    ArrowRight: at + 1,
    Home: 0,
    End: all.length - 1,
  }[event.key];
  if (to === undefined || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  all[to]?.focus();
}
