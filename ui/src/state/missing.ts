// Parts of the page that are loaded late and did not arrive. Browsers remember a script that
// failed, and the build's loader remembers styles, so another try is for nothing. Instead, the page
// is loaded again once the room answers and nothing would be lost.
import type { Session } from './session.svelte';

const LOOK_EVERY_MS = 5_000;

/** `reload` loads the page again. */
export function reloadForMissingParts(session: Session, reload: () => void): void {
  let timer = 0;
  addEventListener('vite:preloadError', ({ payload }) => {
    // A part that never arrives must not load the page again and again.
    if (timer || wasReloaded()) return;
    // While the host cannot be reached, newer browsers forget that a script failed.
    if (session.room && !isAtRest(session) && !/CSS/.test(payload.message)) return;
    timer = window.setInterval(() => {
      if (!isAtRest(session)) return;
      clearInterval(timer);
      reload();
    }, LOOK_EVERY_MS);
  });
}

const wasReloaded = () =>
  performance
    .getEntriesByType('navigation')
    .some((one) => (one as PerformanceNavigationTiming).type === 'reload');

/** At the door, somebody may be typing a name. */
const isAtRest = ({ room }: Session) =>
  room?.connection.status === 'connected' && !room.sharing.busy && room.outbox.messages.length === 0;
