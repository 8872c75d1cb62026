// The host for its own window: Tauri commands and one channel, never HTTP, so that it works without
// a network.

import { Channel, convertFileSrc, invoke, type InvokeArgs } from '@tauri-apps/api/core';
import { refusalForHost } from '../strings/hostRefusals';
import { t } from '../strings/page';
import type { FindQuery } from '../types/FindQuery';
import type { Finds } from '../types/Finds';
import type { NearbyRoom } from '../types/NearbyRoom';
import type { Drag } from '../types/Drag';
import type { Offer } from '../types/Offer';
import type { Order } from '../types/Order';
import type { Problem } from '../types/Problem';
import type { UploadView } from '../types/UploadView';
import { ApiError } from './error';
import type { Host, HostWindow, PageQuery, StreamHandlers, Uploads } from './host';
import { SseParser } from './sse';

export function tauriHost(): Host {
  return {
    room: () => call('room'),
    enter: (name) => call('enter', { name }),
    // The host does not leave the room: closing the app closes it.
    leave: () => Promise.resolve(),
    messages: (query) => call('messages', pageArguments(query)),
    find,
    act: (act, key, _run, cursor) => call('act', { act, key, cursor }),
    message: (id) => call('message', { id }),
    files: (query) => call('files', { query }),
    fileUrl: (path, as) => convertFileSrc(as ? `${path}?${as}` : path, 'files'),
    typing: () => call('typing'),
    away: () => call('away'),
    back: () => call('back'),
    people: () => call('people'),
    invite: () => call('invite'),
    now: () => Date.now(),
    health: () => Promise.resolve(),
    events,
    uploads,
    roaming: null,
    window: hostWindow,
  };
}

const uploads: Uploads = {
  begin: (upload) => call('begin_upload', { upload }),
  find: (id) => call('find_upload', { id }),
  drop: (id) => call('drop_upload', { id }),
  // Only what was pasted comes this way. Files are copied from their path.
  send: async (id, offset, slice, onSent) => {
    const bytes = await slice.arrayBuffer();
    const view = await call<UploadView>('append_upload', bytes, { id, offset: String(offset) });
    onSent(slice.size);
    return view;
  },
};

const hostWindow: HostWindow = {
  settings: () => call('settings'),
  changeSetting: (change) => call('change_setting', { change }),
  spoken: () => call('spoken'),
  setAside: () => call('set_aside'),
  missingRoom: () => call('missing_room'),
  networks: () => call('networks'),
  server: () => call('server'),
  pause: () => call('pause'),
  resume: () => call('resume'),
  attend: (onOrder) => call('attend', { page: new Channel<Order>(onOrder) }),
  appFacts: () => call('app_facts'),
  showFile: () => call('show_file'),
  exportRoom: (format) => call('export_room', { format }),
  showExport: () => call('show_export'),
  showLicences: () => call('show_licences'),
  openGuide: () => call('open_guide'),
  knownRooms: () => call('known_rooms'),
  openRoom: (folder) => call('open_room', { folder }),
  chooseRoom: () => call('choose_room'),
  zoom: (zoom) => call('zoom', { zoom }),
  toggleFullScreen: () => call('toggle_full_screen'),
  quit: () => call('quit'),
  diagnose: () => call('diagnose'),
  arrivals: () => call('arrivals'),
  openLink: (url) => call('open_link', { url }),
  browseNearby,
  openNearby: ({ title, links }) => call('open_nearby', { title, links }),
  chooseFiles: () => call('choose_files'),
  pasted,
  onDrag: (listener) => call('attend_drags', { page: new Channel<Drag>(listener) }),
  openShared: (path) => call('open_shared', { stored: storedOf(path) }),
  saveShared: (path, name) => call('save_shared', { stored: storedOf(path), name }),
  copy,
  previewUrl: (token) => convertFileSrc(`offered/${token}`, 'files'),
};

const storedOf = (path: string) => path.slice(path.indexOf('/') + 1);

function pageArguments(query: PageQuery): Record<string, unknown> {
  const { before = null, after = null, around = null, limit = null } = query;
  return { before, after, around, limit };
}

/** The shell has one search at a time: the next one ends it, too. */
async function find(query: FindQuery, signal: AbortSignal): Promise<Finds> {
  const stop = () => void call('stop_finding').catch(() => {});
  signal.addEventListener('abort', stop);
  try {
    const finds = await call<Finds | null>('find', { query });
    if (finds === null) throw new ApiError('ended', t.errors.timeout);
    return finds;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function call<T>(command: string, args?: InvokeArgs, headers?: Record<string, string>): Promise<T> {
  try {
    return await invoke<T>(command, args, headers && { headers });
  } catch (thrown) {
    throw asApiError(thrown);
  }
}

function asApiError(thrown: unknown): ApiError {
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown) {
    const problem = thrown as Problem;
    const { suggestion, offset } = problem;
    return new ApiError(problem.code, refusalForHost(problem), { suggestion, offset });
  }
  return new ApiError('failed', String(thrown));
}

async function copy(
  id: string,
  token: string,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<UploadView> {
  const stop = () => void call('stop_copying', { id }).catch(() => {});
  signal.addEventListener('abort', stop);
  try {
    return await call<UploadView>('copy_into_upload', { id, token, progress: new Channel<number>(onSent) });
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function pasted() {
  const offer = await call<Offer>('pasted_files');
  if (offer.files.length + offer.folders > 0) return offer;
  const picture = await call<ArrayBuffer>('pasted_picture');
  const files = picture.byteLength > 0 ? [new File([picture], 'image.png', { type: 'image/png' })] : [];
  return { files, folders: 0 };
}

async function browseNearby(onRooms: (rooms: NearbyRoom[]) => void, signal: AbortSignal): Promise<void> {
  const rooms = new Channel<NearbyRoom[]>((known) => {
    if (!signal.aborted) onRooms(known);
  });
  await call('look_nearby', { rooms });
  const stop = () => void call('stop_looking').catch(() => {});
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop);
}

let unsubscribed: Promise<void> = Promise.resolve();

/** The channel carries the text of the event stream. A process cannot lose itself: no watchdog. */
async function events(after: string, handlers: StreamHandlers, signal: AbortSignal): Promise<void> {
  // Commands may overtake each other: an old stream's end must not end the new one.
  await unsubscribed;
  return new Promise((resolve, reject) => {
    const parser = new SseParser((frame) => {
      if (!signal.aborted) handlers.onFrame(frame);
    });
    const frames = new Channel<string>((text) => parser.feed(text));
    const end = () => (unsubscribed = call<void>('unsubscribe').catch(() => {})).then(resolve);
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => void end());
    // `onOpen` must come before the first frame, and frames may come before the command returns.
    handlers.onOpen();
    call('subscribe', { after, frames }).catch(reject);
  });
}
