// What this browser is to the room: a stranger (the door), or a guest (the room).
import { ApiError, isUnreachable } from '../api/error';
import type { Host } from '../api/host';
import type { Luggage } from '../api/roaming';
import { forget, keep, keepsCookies, recall } from '../browser/storage';
import { t } from '../strings/page';
import type { Me } from '../types/Me';
import type { RoomView } from '../types/RoomView';
import type { TurnedAway } from './connection.svelte';
import { textsIn } from './outbox.svelte';
import { Room } from './room.svelte';

/** The dialogs that may lie over the room. The app's menu opens them, too. */
export type Panel = 'people' | 'invite' | 'settings' | 'doctor' | 'rooms' | 'nearby' | 'export' | 'about';

export type Phase = 'loading' | 'door' | 'full' | 'unreachable' | 'room';

const TRY_AGAIN_AFTER_MS = 5_000;
const USUAL_NAME_CHARS = 32;

export class Session {
  phase = $state<Phase>('loading');
  room = $state.raw<Room | null>(null);
  /** Why this browser is outside, or why joining failed. The door shows it. */
  refusal = $state.raw<ApiError | null>(null);
  codeNeeded = $state(false);
  /** The room as it was seen last. Null: it says nothing before one has given its code. */
  view = $state.raw<RoomView | null>(null);
  retryAt = $state(0);
  panel = $state<Panel | null>(null);

  /** The code in the invitation's link. It is dropped when it proves wrong. */
  #linkCode = $state(codeInLink());
  /** The code is only kept here, and only until it has opened the room. */
  #lastTry = { name: '', code: '' };
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The person leaves: the room only does what they want. */
  #leaves = false;

  /** What this guest brought from another address of the room. */
  #luggage: Luggage | null;

  constructor(readonly host: Host) {
    this.#luggage = host.roaming?.unpack() ?? null;
    if (this.#luggage) this.#keepHarmless(this.#luggage);
  }

  get lastName(): string {
    return recall('browser', 'name') ?? '';
  }

  /** The code that was typed at the door and has not led in yet. */
  get lastCode(): string {
    return this.#lastTry.code;
  }

  get maxNameChars(): number {
    return this.view?.room.max_name_chars ?? USUAL_NAME_CHARS;
  }

  /** The room counts the characters of NFC: some keyboards type an accent as one more. */
  isTooLong(name: string): boolean {
    return [...name.normalize('NFC')].length > this.maxNameChars;
  }

  get asksForCode(): boolean {
    return this.codeNeeded && this.#linkCode === null;
  }

  /** Enters the room if it knows this browser; otherwise shows the door. */
  async start(): Promise<void> {
    clearTimeout(this.#timer);
    try {
      await this.#arrive();
      const view = (this.view = await this.host.room());
      this.refusal = null;
      this.codeNeeded = view.room.code_required;
      if (view.me === null) this.phase = 'door';
      else if (!this.room) this.#enterRoom(this.#room(view, view.me));
    } catch (thrown) {
      this.#outside(ApiError.from(thrown));
    }
  }

  /** Keeps what has no effect until the person acts. */
  #keepHarmless({ name, theme, language, places, draft }: Luggage): void {
    keep('browser', 'name', name);
    if (theme) keep('browser', 'theme', theme);
    if (language) keep('browser', 'language', language);
    if (places) keep('browser', 'places', places);
    if (draft) keep('tab', 'draft', draft);
  }

  /** Becomes the same guest here as at the address before, if the room accepts the ticket. */
  async #arrive(): Promise<void> {
    if (!this.#luggage) return;
    const { ticket, outbox, draft } = this.#luggage;
    try {
      await this.host.roaming?.arrive(ticket);
      keep('tab', 'outbox', outbox);
    } catch (thrown) {
      const error = ApiError.from(thrown);
      if (error.status === 0) throw error;
      // A stranger's link must not say anything in the name of the person who follows it. But the
      // person's own words must not be lost.
      keep('tab', 'draft', [draft, ...textsIn(outbox)].filter(Boolean).join('\n'));
    }
    this.#luggage = null;
  }

  async join(name: string, code: string): Promise<void> {
    clearTimeout(this.#timer);
    this.refusal = null;
    this.#lastTry = { name, code };
    // The door has it again after the full room, whatever the room says.
    keep('browser', 'name', name);
    try {
      await this.host.enter(name, code || this.#linkCode);
      await this.start();
      if (this.phase === 'door') this.refusal = notRecognised();
    } catch (thrown) {
      this.#notJoined(ApiError.from(thrown));
    }
  }

  async leave(): Promise<void> {
    // Later, the room would not know whose uploads they are.
    this.room?.sharing.uploading?.close();
    this.#leaves = true;
    await this.host.leave().catch(() => {});
    this.#leaves = false;
    this.room?.outbox.discardAll();
    this.#outOfRoom();
    forget();
    keep('browser', 'places', null);
    this.phase = 'door';
    void this.look();
  }

  /** Finds out what the room is now, for the door. */
  async look(): Promise<void> {
    this.view = await this.host.room().catch(() => this.view);
  }

  /** The room no longer knows this session. */
  async turnedAway(why: TurnedAway): Promise<void> {
    if (this.room === null || this.#leaves) return;
    this.#outOfRoom();
    this.phase = 'loading';
    await this.start();
    if (this.room) return;
    this.refusal ??= new ApiError('turned_away', t.door.turnedAway[why]);
    void this.#lookAgain();
  }

  /** The host may open the room that knows this browser again, or another tab may join. */
  readonly #lookAgain = async (): Promise<void> => {
    await this.look();
    if (this.view?.me) void this.start();
    else if (this.phase === 'door') this.#tryAgain(this.#lookAgain);
  };

  /** Tries to enter the full room without waiting for the next attempt. */
  tryNow(): void {
    void this.join(this.#lastTry.name, this.#lastTry.code);
  }

  /** Goes back from the full room to the door. */
  giveUp(): void {
    clearTimeout(this.#timer);
    this.refusal = null;
    this.phase = 'door';
  }

  #room(view: RoomView, me: Me): Room {
    return new Room(this.host, view, me, (why) => void this.turnedAway(why));
  }

  #enterRoom(room: Room): void {
    this.#lastTry.code = '';
    this.room = room;
    this.phase = 'room';
    void room.open();
  }

  #outOfRoom(): void {
    this.room?.close();
    this.room = null;
    this.panel = null;
  }

  #outside(error: ApiError): void {
    if (error.status === 401) {
      this.refusal = null;
      this.codeNeeded ||= error.code === 'code_required';
      this.view = null;
      this.phase = 'door';
    } else {
      this.refusal = error;
      this.phase = 'unreachable';
      this.#tryAgain(() => void this.start());
    }
  }

  #notJoined(error: ApiError): void {
    if (error.code === 'room_full') {
      this.phase = 'full';
      this.#tryAgain(() => this.tryNow());
      return;
    }
    if (error.code === 'wrong_code' || error.code === 'code_required') {
      this.codeNeeded = true;
      this.#linkCode = null;
    }
    this.phase = 'door';
    this.refusal = isUnreachable(error) ? new ApiError(error.code, t.errors.unreachable) : error;
  }

  #tryAgain(action: () => void): void {
    this.retryAt = Date.now() + TRY_AGAIN_AFTER_MS;
    this.#timer = setTimeout(action, TRY_AGAIN_AFTER_MS);
  }
}

/** Joining worked, but the room does not know this browser: the cookie did not come back. */
function notRecognised(): ApiError {
  return keepsCookies()
    ? new ApiError('not_recognised', t.door.notRecognised)
    : new ApiError('no_cookie', t.door.cookieHint);
}

/** `http://ADDR:PORT/#code=CODE`: the part after # never leaves the browser by itself. */
function codeInLink(): string | null {
  const found = /[#&]code=([^&]*)/.exec(location.hash);
  try {
    return found?.[1] ? decodeURIComponent(found[1]) : null;
  } catch {
    return null;
  }
}
