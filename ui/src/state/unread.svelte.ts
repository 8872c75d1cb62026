// What is unread, as the page shows it: the "New" line, and the numbers in the title and on
// buttons. state/reading.svelte.ts, which is loaded late, finds it out.

export class Unread {
  /** The "New" line stands before this entry. */
  from = $state<number | null>(null);
  /** How many entries of others have come since that line. */
  since = $state(0);
  /** How many entries of others this person has not read. */
  missed = $state(0);
  /** Whether one of them mentions this person. */
  mentioned = $state(false);

  /** A person who writes has read what was unread. */
  clearLine(): void {
    this.from = null;
  }
}

/** A number as titles and buttons show it. */
export const shortly = (n: number): string => (n > 99 ? '99+' : `${n}`);
