// How one stands to the room just now, as one word. Everything that the page says of the
// connection, in its head, its banner, its composer and its buttons, follows from this word, so
// that no two of them contradict each other.
import type { ApiError } from '../api/error';
import type { Status } from './connection.svelte';
import type { Finding } from './reach.svelte';

export type Standing =
  | 'connected'
  /** Connected, and the host has paused the room. */
  | 'paused'
  | 'connecting'
  /** Nobody looks at this tab, and others need the connection. */
  | 'resting'
  /** The person disconnected. */
  | 'left'
  /** Lost just now; most losses end before one could read of them. */
  | 'lost_briefly'
  | 'lost'
  /** The room answers neither here nor at its other links. */
  | 'missing'
  /** The room answers at another link, and this page goes there. */
  | 'moving'
  /** The room has closed. */
  | 'room_closed'
  | 'full'
  /** The host answers, and says why it refuses. */
  | 'refused';

/** What the word is found from. */
export type Signs = {
  status: Status;
  /** Whether there has been no connection for a while. */
  lasting: boolean;
  roomClosed: boolean;
  refusal: ApiError | null;
  paused: boolean;
  /** Another link at which the room answers. */
  found: string | null;
  missing: boolean;
  /** What the page found out about the loss, if it was asked to. */
  finding: Finding;
};

export function standingOf(signs: Signs): Standing {
  switch (signs.status) {
    case 'closed':
      return 'left';
    case 'resting':
      return 'resting';
    case 'connected':
      return signs.paused ? 'paused' : 'connected';
    default:
      return lostStanding(signs);
  }
}

function lostStanding({ status, lasting, roomClosed, refusal, found, missing, finding }: Signs): Standing {
  if (found !== null) return 'moving';
  if (refusal?.code === 'room_full') return 'full';
  if (refusal !== null && lasting) return 'refused';
  if (roomClosed) return 'room_closed';
  if (!lasting) return status === 'connecting' ? 'connecting' : 'lost_briefly';
  return missing && !explains(finding) ? 'missing' : 'lost';
}

/** Whether the loss has another reason than that the room has moved. */
const explains = (finding: Finding) =>
  finding === 'answers' || finding === 'offline' || finding === 'cellular';

const LOST: Standing[] = ['lost', 'missing', 'moving', 'room_closed', 'full', 'refused'];

/** Nothing comes or goes, and what was known of the room may not be so any more. */
export const isLost = (standing: Standing) => LOST.includes(standing);

/** What is known of the room holds only as long as one is connected. */
export const areFactsCurrent = (standing: Standing) => !isLost(standing) && standing !== 'left';

/** Nothing answers, so the page can look for the reason. */
export const asksWhy = (standing: Standing) => standing === 'lost' || standing === 'missing';
