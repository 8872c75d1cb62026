// The arrow keys in a menu whose rows have one item or several.

/** Moves the focus, and returns whether the key does that. */
export function moveInMenu(menu: HTMLElement, event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return false;
  const rows = [...menu.querySelectorAll<HTMLElement>('[data-row]')].map(itemsOf);
  const row = rows.findIndex((items) => items.includes(document.activeElement as HTMLElement));
  const items = rows[row] ?? [];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const onward = getComputedStyle(menu).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const first = (one: HTMLElement[] | undefined) => one?.[0];
  const to = () => {
    switch (event.key) {
      case 'ArrowDown':
        return first(rows[(row + 1) % rows.length]);
      case 'ArrowUp':
        return first(rows.at(row <= 0 ? -1 : row - 1));
      case 'Home':
        return first(rows[0]);
      case 'End':
        return first(rows.at(-1));
      case 'ArrowLeft':
      case 'ArrowRight':
        return items.at((at + (event.key === onward ? 1 : -1)) % items.length);
    }
    return undefined;
  };
  const found = to();
  found?.focus();
  return found !== undefined;
}

const itemsOf = (row: HTMLElement): HTMLElement[] =>
  row.matches('[role^=menuitem]') ? [row] : [...row.querySelectorAll<HTMLElement>('[role^=menuitem]')];
