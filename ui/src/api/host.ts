// The requests that the page can make to the host. All of them go through a `Host`. Only its two
// implementations (api/http.ts for browsers, api/tauri.ts for the host's own window) know how they
// travel.

import type { Act } from '../types/Act';
import type { AppFacts } from '../types/AppFacts';
import type { Arrival } from '../types/Arrival';
import type { Change } from '../types/Change';
import type { Diagnosis } from '../types/Diagnosis';
import type { ExportFormat } from '../types/ExportFormat';
import type { FilesPage } from '../types/FilesPage';
import type { FilesQuery } from '../types/FilesQuery';
import type { FindQuery } from '../types/FindQuery';
import type { Finds } from '../types/Finds';
import type { Invite } from '../types/Invite';
import type { KnownRoom } from '../types/KnownRoom';
import type { Language } from '../types/Language';
import type { LanAddress } from '../types/LanAddress';
import type { Me } from '../types/Me';
import type { MessageView } from '../types/MessageView';
import type { NearbyRoom } from '../types/NearbyRoom';
import type { NewUpload } from '../types/NewUpload';
import type { Drag } from '../types/Drag';
import type { Offer } from '../types/Offer';
import type { Offered } from '../types/Offered';
import type { Order } from '../types/Order';
import type { Page } from '../types/Page';
import type { People } from '../types/People';
import type { Problem } from '../types/Problem';
import type { Receipt } from '../types/Receipt';
import type { RoomView } from '../types/RoomView';
import type { ServerState } from '../types/ServerState';
import type { SetAside } from '../types/SetAside';
import type { Settings } from '../types/Settings';
import type { UploadView } from '../types/UploadView';
import type { Zoom } from '../types/Zoom';
import type { Roaming } from './roaming';
import type { Frame } from './sse';

/** Which page of history: at most one of the three places, each a cursor or a plain offset. */
export type PageQuery = { before?: string; after?: string; around?: string; limit?: number };

/** What the stream calls while it lasts; `onBytes` also for bytes that are not part of a frame. */
export type StreamHandlers = { onOpen(): void; onBytes(): void; onFrame(frame: Frame): void };

/** Every call rejects with an {@link ApiError}. */
export interface Host {
  room(): Promise<RoomView>;
  enter(name: string, code: string | null): Promise<Me>;
  leave(): Promise<void>;
  messages(query: PageQuery): Promise<Page>;
  /** A page of what a search finds, newest first. The search ends when the signal aborts. */
  find(query: FindQuery, signal: AbortSignal): Promise<Finds>;
  /**
   * Does something in the person's name. Null: nothing had to change. `run` is the start of the
   * room for which this is meant: only that one remembers the key. `cursor` is the newest one of
   * the log that the ids are of: they mean nothing in another one. Null: there are no ids.
   */
  act(act: Act, key: string | null, run: string, cursor: string | null): Promise<Receipt | null>;
  /** One entry with all its wordings. */
  message(id: number): Promise<MessageView>;
  /** A part of the list of all files of the room. */
  files(query: FilesQuery): Promise<FilesPage>;
  /** The address of a shared file for `src` and `href`. `path` is as in `SharedFile`. */
  fileUrl(path: string, as?: 'thumbnail' | 'download'): string;
  typing(): Promise<void>;
  /** This person looks at something else from now on. */
  away(): Promise<void>;
  /** This person looks at the room from now on. */
  back(): Promise<void>;
  people(): Promise<People>;
  invite(): Promise<Invite>;
  /** The time by the host's clock in milliseconds, as far as it is known; else by this device's. */
  now(): number;
  /** Resolves if the host responds at all, and soon. */
  health(): Promise<void>;
  /**
   * Opens the event stream at a cursor. Resolves when the stream ends or the signal aborts. Rejects
   * when the stream is refused or lost, for example after 15 s of silence.
   */
  events(after: string, handlers: StreamHandlers, signal: AbortSignal): Promise<void>;
  readonly uploads: Uploads;
  /** How a guest follows the room to another address. Null in the host's window. */
  readonly roaming: Roaming | null;
  /** Everything that only the host's own window can do. Null in a guest's browser. */
  readonly window: HostWindow | null;
}

/** Files on their way to the room, in slices that the room appends. */
export interface Uploads {
  begin(upload: NewUpload): Promise<UploadView>;
  /**
   * Appends a slice. `onSent` gets the bytes of it that are sent so far. The refusal `wrong_offset`
   * carries the offset to go on from.
   */
  send(
    id: string,
    offset: number,
    slice: Blob,
    onSent: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<UploadView>;
  /** How far an upload is. */
  find(id: string): Promise<UploadView>;
  /** Gives an upload up. */
  drop(id: string): Promise<void>;
}

export interface HostWindow {
  settings(): Promise<Settings>;
  /** Returns all settings as they are afterwards. */
  changeSetting(change: Change): Promise<Settings>;
  /** The language of the tray and of notifications: the host's choice, or the system's. */
  spoken(): Promise<Language>;
  /** What was wrong with the settings file when the app started. Null: nothing. */
  setAside(): Promise<SetAside | null>;
  /** Why another room is open than the one that was opened last. Null: none is missing. */
  missingRoom(): Promise<Problem | null>;
  /** This computer's addresses, best first. */
  networks(): Promise<LanAddress[]>;
  server(): Promise<ServerState>;
  /** Until the room is resumed, nobody can join or say anything. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** From now on, gives the page the orders of the shell. */
  attend(onOrder: (order: Order) => void): Promise<void>;
  appFacts(): Promise<AppFacts>;
  /** Shows chat.txt in its folder. */
  showFile(): Promise<void>;
  /**
   * Lets the host choose a place, and writes the whole room there. Returns the file's name; null:
   * the host chose no place.
   */
  exportRoom(format: ExportFormat): Promise<string | null>;
  /** Shows the last export in its folder. */
  showExport(): Promise<void>;
  showLicences(): Promise<void>;
  openGuide(): Promise<void>;
  /** The rooms that were open before, the last one first. */
  knownRooms(): Promise<KnownRoom[]>;
  /** Goes to a room that was open before. */
  openRoom(folder: string): Promise<void>;
  /** Lets the host choose a folder, and goes to its room. */
  chooseRoom(): Promise<void>;
  /** Returns the page's size afterwards; 1 is its usual size. */
  zoom(zoom: Zoom): Promise<number>;
  toggleFullScreen(): Promise<void>;
  quit(): Promise<void>;
  /** Searches for everything that keeps guests out. This takes seconds. */
  diagnose(): Promise<Diagnosis>;
  /** The devices that have connected so far, the last one first. */
  arrivals(): Promise<Arrival[]>;
  openLink(url: string): Promise<void>;
  /** Searches for other rooms until the signal aborts, and gives all known rooms at each change. */
  browseNearby(onRooms: (rooms: NearbyRoom[]) => void, signal: AbortSignal): Promise<void>;
  /** Opens a room in a window of its own. */
  openNearby(room: NearbyRoom): Promise<void>;
  /** Lets the host choose files. Empty: the host chose none. */
  chooseFiles(): Promise<Offer>;
  /** The files, or the picture, that the host has copied elsewhere and pastes now. */
  pasted(): Promise<{ files: (File | Offered)[]; folders: number }>;
  /** From now on, notifies the page of files that are dragged over the window. */
  onDrag(listener: (drag: Drag) => void): Promise<void>;
  /**
   * Opens a shared picture, sound or film in another program, and shows others in their folder.
   */
  openShared(path: string): Promise<void>;
  /** Saves a copy of a shared file. Returns its name; null: the host chose no place. */
  saveShared(path: string, name: string): Promise<string | null>;
  /**
   * Copies an offered file into an upload. `onSent` gets the bytes of it that are copied so far.
   */
  copy(id: string, token: string, onSent: (bytes: number) => void, signal: AbortSignal): Promise<UploadView>;
  /** The address of an offered file. */
  previewUrl(token: string): string;
}
