// Where the arrow keys lead in a grid whose groups each begin a row of their own.

/** How the buttons lie: the number in each group, and in each full row. */
export type Layout = { sizes: number[]; columns: number; direction: 'ltr' | 'rtl' };

export type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey'>;

/**
 * The button to go to, or null if the key does not move. Buttons are counted through all groups.
 */
export function destination(layout: Layout, at: number, pressed: Key): number | null {
  const { key, ctrlKey, altKey, metaKey, shiftKey } = pressed;
  const isEdge = key === 'Home' || key === 'End';
  if (altKey || metaKey || shiftKey || (ctrlKey && !isEdge)) return null;
  const last = layout.sizes.reduce((sum, size) => sum + size, 0) - 1;
  const rows = rowsOf(layout);
  const row = rows.findIndex(({ end }) => at < end);
  const here = rows[row];
  if (!here) return null;
  const forward = layout.direction === 'ltr' ? 1 : -1;
  const inRow = (to: Row | undefined) => (to ? Math.min(to.start + at - here.start, to.end - 1) : at);
  const to = {
    ArrowLeft: at - forward,
    ArrowRight: at + forward,
    ArrowUp: inRow(rows[row - 1]),
    ArrowDown: inRow(rows[row + 1]),
    Home: ctrlKey ? 0 : here.start,
    End: ctrlKey ? last : here.end - 1,
    PageUp: edgeOf(rows, here.group - 1) ?? 0,
    PageDown: edgeOf(rows, here.group + 1) ?? at,
  }[key];
  return to === undefined ? null : Math.max(0, Math.min(to, last));
}

type Row = { group: number; start: number; end: number };

/** The first button of a group. */
const edgeOf = (rows: Row[], group: number) => rows.find((row) => row.group === group)?.start;

function rowsOf({ sizes, columns }: Layout): Row[] {
  const rows: Row[] = [];
  let start = 0;
  sizes.forEach((size, group) => {
    const end = start + size;
    for (; start < end; start += columns) rows.push({ group, start, end: Math.min(start + columns, end) });
    start = end;
  });
  return rows;
}
