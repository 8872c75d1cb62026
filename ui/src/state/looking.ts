// Reports to the host whether this person looks at the room or at something else.
//
// A person may have several tabs, and each reports for itself. So a visible one contradicts when
// the room counts its person as away.
import type { Host } from '../api/host';
import type { People } from '../types/People';

export class Looking {
  constructor(
    private readonly host: Host,
    private readonly name: () => string,
  ) {}

  /** For the host, opening a stream means that somebody looks at it. */
  connected(): void {
    if (document.hidden) this.report();
  }

  /** A report may get lost: the next one, or the next stream, makes up for it. */
  report(): void {
    const reported = document.hidden ? this.host.away() : this.host.back();
    reported.catch(() => {});
  }

  heard({ people }: People): void {
    const isAway = people.some((person) => person.away && person.name === this.name());
    if (isAway && !document.hidden) this.report();
  }
}
