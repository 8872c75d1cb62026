// The part of the page's address after `#`: the id of an entry to show, beside what else is there
// (`code=…` of an invitation). It never leaves the browser by itself.

/** The entry to which the address leads. */
export function entryInLink(): number | null {
  const id = location.hash
    .slice(1)
    .split('&')
    .find((part) => /^\d{1,15}$/.test(part));
  return id === undefined ? null : Number(id);
}

/** This page's address without what is after `#`. */
export function pageAddress(): string {
  return location.href.split('#')[0] ?? '';
}
