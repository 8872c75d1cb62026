// The host for guests: plain HTTP to the server that served this page, as docs/http.md says.
//
// The stream is read with fetch and not with EventSource. Only fetch shows the status of a refusal,
// and the comments that the server sends in a quiet room, without which a silent loss looks the
// same.
//
// Addresses are relative to the page's: a proxy may serve the room below a path of its own.

import { t } from '../strings/page';
import type { Act } from '../types/Act';
import type { Problem } from '../types/Problem';
import type { Receipt } from '../types/Receipt';
import { ApiError } from './error';
import type { Host, StreamHandlers } from './host';
import { httpRoaming } from './roaming';
import { SseParser } from './sse';
import { httpUploads } from './uploads';

const REQUEST_TIMEOUT_MS = 15_000;
/** A person waits for the response, and a host on the same network responds at once. */
const HEALTH_TIMEOUT_MS = 4_000;
/** The server sends a comment every 10 s. */
const SILENCE_IS_LOSS_MS = 15_000;
const WATCH_EVERY_MS = 1_000;

export function httpHost(): Host {
  return {
    room: () => request('GET', 'room', undefined, REQUEST_TIMEOUT_MS, { sent: takeEarly() }),
    enter: (name, code) => request('POST', 'join', code === null ? { name } : { name, code }),
    leave: () => request('POST', 'leave'),
    messages: get,
    find: get,
    act,
    message: (id) => request('GET', `messages/${id}`),
    files: (query) => request('GET', `files?${queryString(query)}`),
    fileUrl,
    typing: () => request('POST', 'typing'),
    away: () => request('POST', 'away'),
    back: () => request('POST', 'back'),
    people: () => request('GET', 'people'),
    invite: () => request('GET', 'invite'),
    now: () => Date.now() + hostAheadMs,
    health,
    events,
    uploads: httpUploads(request, refusal),
    roaming: httpRoaming(request),
    window: null,
  };
}

function get<T>(query: object, signal?: AbortSignal): Promise<T> {
  return request('GET', `messages?${queryString(query)}`, undefined, undefined, { signal });
}

/** The response to the request that public/early.js has sent before this script was here. */
function takeEarly(): Promise<Response> | undefined {
  const page = window as { earlyRoom?: Promise<Response> };
  const { earlyRoom } = page;
  delete page.earlyRoom;
  return earlyRoom;
}

function queryString(query: object): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
  return new URLSearchParams(pairs.map(([key, value]) => [key, String(value)])).toString();
}

function fileUrl(path: string, as?: 'thumbnail' | 'download'): string {
  const address = path.split('/').map(encodeURIComponent).join('/');
  return address + { file: '', thumbnail: '/thumbnail', download: '?download' }[as ?? 'file'];
}

/** How far the host's clock is ahead of this device's. Each response says its time. */
let hostAheadMs = 0;

function noteClock({ headers }: Response): void {
  const ahead = Date.parse(headers.get('Date') ?? '') - Date.now();
  if (Number.isFinite(ahead)) hostAheadMs = ahead;
}

async function act(
  act: Act,
  key: string | null,
  run: string,
  cursor: string | null,
): Promise<Receipt | null> {
  const [method, path, words] = routeOf(act);
  const attempt = { ...words, key: key ?? undefined, run, cursor: cursor ?? undefined };
  const receipt = await request<Receipt | undefined>(method, path, attempt);
  return receipt ?? null;
}

/** The method, the path, and what the body says besides the key and the run. */
function routeOf(act: Act): [method: string, path: string, words?: object] {
  switch (act.do) {
    case 'say':
      return ['POST', 'messages', { text: act.text, reply_to: act.reply_to ?? undefined }];
    case 'share':
      return ['POST', 'messages', { text: act.text, files: act.uploads }];
    case 'edit':
      return ['PATCH', `messages/${act.id}`, { text: act.text }];
    case 'remove':
      return ['DELETE', `messages/${act.id}`, { reason: act.reason }];
    case 'react':
      return ['PUT', reactionPath(act)];
    case 'unreact':
      return ['DELETE', reactionPath(act)];
    case 'pin':
      return ['PUT', `messages/${act.id}/pin`];
    case 'unpin':
      return ['DELETE', `messages/${act.id}/pin`];
    case 'set_topic':
      return ['PUT', 'topic', { topic: act.topic }];
  }
}

function reactionPath({ id, emoji }: { id: number; emoji: string }): string {
  return `messages/${id}/reactions/${encodeURIComponent(emoji)}`;
}

async function request<T>(
  method: string,
  path: string,
  body?: unknown,
  withinMs = REQUEST_TIMEOUT_MS,
  { signal, sent }: { signal?: AbortSignal | undefined; sent?: Promise<Response> | undefined } = {},
): Promise<T> {
  const control = new AbortController();
  const end = () => control.abort();
  const timer = setTimeout(end, withinMs);
  signal?.addEventListener('abort', end);
  try {
    const response = await (sent ??
      fetch(path, {
        method,
        signal: control.signal,
        credentials: 'same-origin',
        cache: 'no-store',
        headers: headersFor(method, body),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }));
    // An early response may have waited for this script.
    if (!sent) noteClock(response);
    if (!response.ok) throw await refusal(response);
    return (response.status === 204 ? undefined : await response.json()) as T;
  } catch (thrown) {
    if (thrown instanceof ApiError) throw thrown;
    throw control.signal.aborted
      ? new ApiError('timeout', t.errors.timeout)
      : new ApiError('unreachable', t.errors.unreachable);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The header shows that a post comes from this page: other sites may not send it without
 * permission.
 */
function headersFor(method: string, body: unknown): HeadersInit {
  return {
    ...(method === 'GET' ? {} : { 'X-Flatchat-Page': '1' }),
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
  };
}

/** A host that refuses, for example because its disk is full, can still be reached. */
async function health(): Promise<void> {
  try {
    await request('GET', 'health', undefined, HEALTH_TIMEOUT_MS);
  } catch (thrown) {
    if (ApiError.from(thrown).status === 0) throw thrown;
  }
}

async function refusal(response: Response): Promise<ApiError> {
  const body = await response.json().catch(() => null);
  const error: Partial<Problem> = body?.error ?? {};
  const retryAfter = Number(response.headers.get('Retry-After') ?? NaN);
  const problem = { code: 'unknown', message: t.errors.status(response.status), ...error };
  return ApiError.refused(problem, {
    status: response.status,
    retryAfterMs: Number.isFinite(retryAfter) ? retryAfter * 1000 : undefined,
  });
}

async function events(after: string, handlers: StreamHandlers, signal: AbortSignal): Promise<void> {
  const control = new AbortController();
  const close = () => control.abort();
  signal.addEventListener('abort', close);
  const watchdog = new Watchdog(close);
  try {
    await listen(after, handlers, control.signal, watchdog);
  } catch (thrown) {
    if (signal.aborted) return;
    throw thrown instanceof ApiError ? thrown : new ApiError('unreachable', t.errors.unreachable);
  } finally {
    watchdog.stop();
    signal.removeEventListener('abort', close);
    control.abort();
  }
}

async function listen(
  after: string,
  handlers: StreamHandlers,
  signal: AbortSignal,
  watchdog: Watchdog,
): Promise<void> {
  const response = await fetch(`events?${queryString({ after })}`, {
    signal,
    credentials: 'same-origin',
    cache: 'no-store',
    headers: { Accept: 'text/event-stream' },
  });
  if (!response.ok || !response.body) throw await refusal(response);
  handlers.onOpen();
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  const parser = new SseParser((frame) => {
    if (!signal.aborted) handlers.onFrame(frame);
  });
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    watchdog.feed();
    if (!signal.aborted) handlers.onBytes();
    parser.feed(decoder.decode(value, { stream: true }));
  }
}

/**
 * Acts after 15 s without a byte. It compares times, because a sleeping device stops its timers,
 * too.
 */
class Watchdog {
  #last = Date.now();
  #timer: ReturnType<typeof setInterval>;

  constructor(bite: () => void) {
    this.#timer = setInterval(() => {
      if (Date.now() - this.#last > SILENCE_IS_LOSS_MS) bite();
    }, WATCH_EVERY_MS);
  }

  feed(): void {
    this.#last = Date.now();
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
