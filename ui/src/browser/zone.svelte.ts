// The time zone of this computer, which may change while the page is open: a laptop travels.
class Zone {
  /** Its name, such as `Europe/Berlin`. Components that read it update when it changes. */
  name = $state(nameNow());

  /** Reads it again. Browsers do not report a change, so this is called now and then. */
  check(): void {
    this.name = nameNow();
  }
}

function nameNow(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export const zone = new Zone();
