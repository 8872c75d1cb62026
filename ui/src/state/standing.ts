// How this page stands to the room at the moment, as one word. Everything that the page says about
// the connection, in its header, its banner, its composer and its buttons, follows from this word,
// so that no two of them contradict each other.
import type { ApiError } from '../api/error';
import type { Status } from './connection.svelte';
import type { Finding } from './reach.svelte';

export type Standing =
  | 'connected'
  /** Connected, and the host has paused the room. */
  | 'paused'
  | 'connecting'
  /** This tab is hidden, and other tabs need the connection. */
  | 'resting'
  /** The person disconnected. */
  | 'left'
  /** Lost a moment ago. Most losses end before anybody could read about them. */
  | 'lost_briefly'
  | 'lost'
  /** The room can be reached neither here nor at its other links. */
  | 'missing'
  /** The room was found at another link, and this page goes there. */
  | 'moving'
  /** The room has closed. */
  | 'room_closed'
  | 'full'
  /** The host can be reached, and says why it refuses. */
  | 'refused';

/** Everything that the word depends on. */
export type Signs = {
  status: Status;
  /** Whether an attempt has failed since there was a connection last. */
  failed: boolean;
  /** Whether there has been no connection for a while. */
  lasting: boolean;
  roomClosed: boolean;
  refusal: ApiError | null;
  paused: boolean;
  /** Another link, at which the room was found. */
  found: string | null;
  missing: boolean;
  /** What the page found out about the loss, where the person wanted to know. */
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

function lostStanding({
  status,
  failed,
  lasting,
  roomClosed,
  refusal,
  found,
  missing,
  finding,
}: Signs): Standing {
  if (found !== null) return 'moving';
  if (refusal?.code === 'room_full') return 'full';
  if (refusal !== null && lasting) return 'refused';
  if (roomClosed) return 'room_closed';
  // Each attempt after a loss is part of it: a word that changes with each would be read out again.
  if (!lasting) return status === 'connecting' && !failed ? 'connecting' : 'lost_briefly';
  return missing && !explains(finding) ? 'missing' : 'lost';
}

/** Whether the loss has another reason than that the room has moved. */
const explains = (finding: Finding) =>
  finding === 'reachable' || finding === 'offline' || finding === 'cellular';

const LOST: Standing[] = ['lost', 'missing', 'moving', 'room_closed', 'full', 'refused'];

/** Nothing is sent or received, and what was known of the room may have changed. */
export const isLost = (standing: Standing) => LOST.includes(standing);

/** What is known of the room is true only while this page is connected. */
export const areFactsCurrent = (standing: Standing) => !isLost(standing) && standing !== 'left';

/** Nothing can be reached, so the page can search for the reason. */
export const isUnexplained = (standing: Standing) => standing === 'lost' || standing === 'missing';
