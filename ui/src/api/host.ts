// What the page can ask of the host. Everything that travels between the two goes through a `Host`;
// only its two implementations (api/http.ts for browsers, api/tauri.ts for the host's own window)
// know how it travels.

import type { Roaming } from './roaming';
import type { Frame } from './sse';
import type { AppFacts } from '../types/AppFacts';
import type { Arrival } from '../types/Arrival';
import type { Diagnosis } from '../types/Diagnosis';
import type { Change } from '../types/Change';
import type { Invite } from '../types/Invite';
import type { KnownRoom } from '../types/KnownRoom';
import type { LanAddress } from '../types/LanAddress';
import type { Me } from '../types/Me';
import type { NearbyRoom } from '../types/NearbyRoom';
import type { Order } from '../types/Order';
import type { Page } from '../types/Page';
import type { People } from '../types/People';
import type { Receipt } from '../types/Receipt';
import type { RoomView } from '../types/RoomView';
import type { ServerState } from '../types/ServerState';
import type { SetAside } from '../types/SetAside';
import type { Settings } from '../types/Settings';
import type { Zoom } from '../types/Zoom';

/** Where a page of history lies: at most one of the three, each a cursor or a plain offset. */
export type PageQuery = { before?: string; after?: string; around?: string; limit?: number };

/** What the stream calls while it lasts; `heard` with every byte, also those that are no frame. */
export type Ear = { opened(): void; heard(): void; frame(frame: Frame): void };

/** Every call rejects with an {@link ApiError}. */
export interface Host {
  room(): Promise<RoomView>;
  enter(name: string, code: string | null): Promise<Me>;
  leave(): Promise<void>;
  messages(query: PageQuery): Promise<Page>;
  /** The run is the start of the room that this is meant for: only that one remembers the key. */
  say(text: string, key: string, run: string): Promise<Receipt>;
  typing(): Promise<void>;
  people(): Promise<People>;
  invite(): Promise<Invite>;
  /** Resolves if the host answers at all, soon. */
  health(): Promise<void>;
  /**
   * Listens from a cursor on. Resolves when the stream ends, rejects when it is refused or lost (for example after
   * 15 s of silence), and ends quietly when the signal aborts.
   */
  events(after: string, ear: Ear, signal: AbortSignal): Promise<void>;
  /** How a guest follows the room to another address; null in the host's window, which the room cannot leave. */
  readonly roaming: Roaming | null;
  /** What only the host's own window can do; null in a guest's browser. */
  readonly window: HostWindow | null;
}

export interface HostWindow {
  settings(): Promise<Settings>;
  /** Gives all settings as they are then. */
  changeSetting(change: Change): Promise<Settings>;
  /** What was wrong with the settings file when the app started. */
  setAside(): Promise<SetAside | null>;
  /** This computer's addresses, best first. */
  networks(): Promise<LanAddress[]>;
  server(): Promise<ServerState>;
  /** Nobody joins and nobody says anything, until the room is resumed. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Hears what the shell asks of the page, from now on. */
  attend(hear: (order: Order) => void): Promise<void>;
  appFacts(): Promise<AppFacts>;
  /** Shows chat.txt in its folder. */
  showFile(): Promise<void>;
  showLicences(): Promise<void>;
  openGuide(): Promise<void>;
  /** The rooms that were open before, the latest first. */
  knownRooms(): Promise<KnownRoom[]>;
  /** Goes to a room that was open before. */
  openRoom(folder: string): Promise<void>;
  /** Lets the host choose a folder, and goes to its room. */
  chooseRoom(): Promise<void>;
  /** Gives how large the page is then; 1: as it is made. */
  zoom(zoom: Zoom): Promise<number>;
  toggleFullScreen(): Promise<void>;
  quit(): Promise<void>;
  /** Looks for what keeps guests out; takes seconds. */
  diagnose(): Promise<Diagnosis>;
  /** Who came from other computers so far, the latest first. */
  arrivals(): Promise<Arrival[]>;
  openLink(url: string): Promise<void>;
  /** Looks for other rooms until the signal aborts; gives all that are known at each change. Rejects when it cannot. */
  lookNearby(heard: (rooms: NearbyRoom[]) => void, signal: AbortSignal): Promise<void>;
  /** Opens a room in a window of its own. */
  openNearby(room: NearbyRoom): Promise<void>;
}
