// The language that the page speaks, and its tables of words. Until another language is loaded, all
// words are English.
import type { GuestTable, HostTable } from './words';

export type Spoken = {
  /** The language's code, as in `lang` attributes. */
  language: string;
  /** Null: the English words, which are part of the page. */
  guest: GuestTable | null;
  host: HostTable | null;
};

let spoken: Spoken = { language: 'en', guest: null, host: null };
const followers: ((spoken: Spoken) => void)[] = [];

/** Calls `take` at once, and again whenever another language is spoken. */
export function follow(take: (spoken: Spoken) => void): void {
  followers.push(take);
  take(spoken);
}

export function speak(next: Spoken): void {
  spoken = next;
  for (const take of followers) take(spoken);
}

/**
 * The language for dates, numbers and lists. If the browser's own is a form of it, such as Austrian
 * German, that one.
 */
export function locale(): string {
  const own = navigator.language ?? '';
  return own.split('-')[0] === spoken.language ? own : spoken.language;
}
