// The time zone of this computer, which may change while the page is open: a laptop travels.
class Zone {
  /** Its name, such as `Europe/Berlin`. What reads it is shown anew when it changes. */
  name = $state(nameNow());

  /** Browsers say nothing of a change, so it is asked for now and then. */
  check(): void {
    this.name = nameNow();
  }
}

function nameNow(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export const zone = new Zone();
