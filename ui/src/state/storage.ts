// What this browser keeps for the page. A browser may refuse storage altogether (private windows, blocked cookies);
// then the page works on and simply forgets.

type Store = 'tab' | 'browser';

export function recall(store: Store, key: string): string | null {
  try {
    return open(store).getItem(`flatchat.${key}`);
  } catch {
    return null;
  }
}

/** Keeps a value, or forgets it when it is null. */
export function keep(store: Store, key: string, value: string | null): void {
  try {
    if (value === null) open(store).removeItem(`flatchat.${key}`);
    else open(store).setItem(`flatchat.${key}`, value);
  } catch {
    // Nothing to be done, and nothing that a person must know.
  }
}

function open(store: Store): Storage {
  return store === 'tab' ? sessionStorage : localStorage;
}
