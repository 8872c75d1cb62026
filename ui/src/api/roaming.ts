// How a guest's page follows the room to another of its addresses, as docs/http.md says.
//
// Another address is another origin: no cookie, no storage, no permission to connect. So while the
// page is connected, it holds a ticket and a worker (ui/public/scout.js) that may connect to the
// room's other links.

import type { Me } from '../types/Me';
import type { Ticket } from '../types/Ticket';

/** What a page takes to another address: who the guest is, and everything that is not said yet. */
export type Luggage = {
  ticket: string;
  name: string;
  theme: string | null;
  language: string | null;
  /** Where the guest stopped reading (state/place.ts). */
  places: string | null;
  draft: string;
  outbox: string;
};

export interface Roaming {
  /** Proves elsewhere that this is the guest, and that the other side is the room. */
  ticket(): Promise<Ticket>;
  /** Uses a ticket. */
  arrive(ticket: string): Promise<Me>;
  /** Starts a scout. This works only while the room can still be reached. */
  scout(): Scout;
  /** Leaves this page for the room at another link. */
  move(link: string, luggage: Luggage): void;
  /** The luggage of a page that has moved here, once. */
  unpack(): Luggage | null;
}

export interface Scout {
  /** Resolves once the scout can search. Never, if the room is gone before the scout has loaded. */
  ready: Promise<void>;
  /** The first of these links that proves to be the room. */
  find(links: string[], ticket: Ticket): Promise<string | null>;
  dismiss(): void;
}

const MARK = '#move=';

export function httpRoaming(
  request: <T>(method: string, path: string, body?: unknown) => Promise<T>,
): Roaming {
  return {
    ticket: () => request('GET', 'ticket'),
    arrive: (ticket) => request('POST', 'arrive', { ticket }),
    scout: workingScout,
    // The part after # never leaves the browser by itself.
    move: (link, luggage) => location.replace(link + MARK + encodeURIComponent(JSON.stringify(luggage))),
    unpack,
  };
}

function workingScout(): Scout {
  const worker = new Worker('./scout.js');
  return {
    ready: new Promise((ready) => (worker.onmessage = () => ready())),
    find: (links, { question, answer }) =>
      new Promise((found) => {
        worker.onmessage = ({ data }: MessageEvent<string | null>) => found(data);
        worker.onerror = () => found(null);
        // A plain copy: Svelte's state cannot be sent to a worker.
        worker.postMessage({ links: [...links], question, answer });
      }),
    dismiss: () => worker.terminate(),
  };
}

function unpack(): Luggage | null {
  if (!location.hash.startsWith(MARK)) return null;
  const packed = location.hash.slice(MARK.length);
  // Neither the history nor a copied address may keep it.
  history.replaceState(null, '', location.pathname);
  try {
    const found = JSON.parse(decodeURIComponent(packed));
    const text = (value: unknown) => (typeof value === 'string' ? value : '');
    const textOrNull = (value: unknown) => (typeof value === 'string' ? value : null);
    const { ticket, name, theme, language, places, draft, outbox } = found;
    return {
      ticket: text(ticket),
      name: text(name),
      theme: textOrNull(theme),
      language: textOrNull(language),
      places: textOrNull(places),
      draft: text(draft),
      outbox: text(outbox),
    };
  } catch {
    return null;
  }
}
