// What this browser keeps for the page. A browser may refuse all storage (private windows, blocked
// cookies). Then the page works as usual and forgets.

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
    // The page can do nothing about it, and the person need not know.
  }
}

/** Forgets everything about the person who used this browser. */
export function forget(): void {
  for (const store of ['tab', 'browser'] as const) {
    for (const key of ['name', 'draft', 'outbox', 'recent-emoji', 'skin-tone']) keep(store, key, null);
  }
}

/** Whether this browser keeps cookies for this page. It sets one to find out. */
export function keepsCookies(): boolean {
  const probe = 'flatchat_probe=1';
  document.cookie = `${probe}; SameSite=Strict`;
  const kept = document.cookie.split('; ').includes(probe);
  document.cookie = `${probe}; SameSite=Strict; Max-Age=0`;
  return kept;
}

function open(store: Store): Storage {
  return store === 'tab' ? sessionStorage : localStorage;
}
