// What a person does besides saying something new: replying, editing, removing, reacting, pinning.
// A refused act leaves `problem`, in words.
import { ApiError } from '../api/error';
import type { Host } from '../api/host';
import { t } from '../strings/page';
import type { Act } from '../types/Act';
import type { Entry } from '../types/Entry';
import type { Me } from '../types/Me';
import type { Receipt } from '../types/Receipt';
import type { ResolvedEntry } from '../types/ResolvedEntry';
import type { Wording } from '../types/Wording';
import { readTyped } from './command';
import { trimmed, type Draft } from './draft.svelte';
import { fold, isMessage } from './fold';
import type { Log } from './log.svelte';
import { Reacting, type Shown } from './reacting.svelte';

export type { Shown };

/** What the composer does with the next text, if it does not just say it. */
export type Doing = { kind: 'reply' | 'edit'; entry: ResolvedEntry };

/** The room as it is seen from here. */
export type ActsSurroundings = {
  log: Log;
  draft: Draft;
  me(): Me;
  /** Which start of the room this page is connected to. */
  run(): string;
  /** Whether the person disconnected. */
  left(): boolean;
  say(text: string, replyTo: number | null): void;
  /** Takes the line of a receipt that refers to an entry. The stream brings it as well. */
  onReference(reference: Entry): void;
  /** The server does not know the session, or no longer. */
  onTurnedAway(): void;
};

const EDIT_WITHIN_MS = 15 * 60_000;

export class Acts {
  doing = $state.raw<Doing | null>(null);
  problem = $state.raw<ApiError | null>(null);
  /** An edit is on its way, or the message is searched for in another file. Nothing is sent. */
  saving = $state(false);
  readonly isHost: boolean;
  readonly #reacting: Reacting;

  constructor(
    private readonly host: Host,
    private readonly around: ActsSurroundings,
  ) {
    this.isHost = host.window !== null;
    const { log, me } = around;
    this.#reacting = new Reacting({ log, me, perform: (act) => this.#perform(act) });
  }

  clearProblem(): void {
    this.problem = null;
  }

  /** The next text answers this entry. */
  reply(entry: ResolvedEntry): void {
    this.stop();
    this.doing = { kind: 'reply', entry };
  }

  /** The next text takes the place of this entry's words. */
  edit(entry: ResolvedEntry): void {
    this.stop();
    this.doing = { kind: 'edit', entry };
    this.around.draft.beginEdit(entry.text);
  }

  /** Edits the newest message that can be edited. Returns whether there is one. */
  editLast(): boolean {
    const { entries } = this.around.log;
    for (let i = entries.length - 1; i >= 0; i--) {
      const entry = entries[i];
      if (!entry || !this.mayEdit(entry)) continue;
      this.edit(entry);
      return true;
    }
    return false;
  }

  /** The next text is a new message, and the words from before an edit come back. */
  stop(): void {
    this.clearProblem();
    this.around.draft.endEdit();
    this.doing = null;
  }

  /**
   * Says a text, or does with it what `doing` or a command says. The draft keeps the text until it
   * is taken; a text that is refused at once or as an edit stays there. Returns whether the text
   * asks for help.
   */
  submit(text: string): boolean {
    const words = trimmed(text);
    if (words === '' || (this.doing && this.saving)) return false;
    if (this.doing?.kind === 'edit') return (void this.#saveEdit(this.doing.entry, words), false);
    const typed = readTyped(words);
    if ('topic' in typed) void this.#submitTopic(words, typed.topic);
    else if ('unknown' in typed) this.#refuse(words, typed.unknown);
    else if ('said' in typed) this.#say(typed.said);
    else this.around.draft.text = '';
    return 'help' in typed;
  }

  /** Adds the person's reaction with this emoji, or takes it back. */
  toggle(entry: ResolvedEntry, emoji: string): void {
    this.clearProblem();
    this.#reacting.toggle(entry, emoji);
  }

  /** Takes an entry's words away. Returns whether that is done. */
  async remove(entry: ResolvedEntry, reason = ''): Promise<boolean> {
    const done = await this.#do({ do: 'remove', id: entry.id, reason });
    // The person knows why the composer is about nothing any more.
    if (done && this.problem?.code === 'removed') this.clearProblem();
    return done;
  }

  pin({ id }: ResolvedEntry): void {
    void this.#do({ do: 'pin', id });
  }

  unpin(id: number): void {
    void this.#do({ do: 'unpin', id });
  }

  /** Sets the room's topic; an empty one ends it. Returns whether that is done. */
  setTopic(topic: string): Promise<boolean> {
    return this.#do({ do: 'set_topic', topic });
  }

  /** The reactions of an entry, with what is under way. */
  reactionsOf(entry: ResolvedEntry): Shown[] {
    return this.#reacting.of(entry);
  }

  /** All wordings of an entry, oldest first. Nothing here remembers them. */
  async wordings(id: number): Promise<Wording[]> {
    const { wordings } = await this.host.message(id);
    return wordings;
  }

  /** Whether this person wrote it, and not somebody who had the name before. */
  isOwn({ id, name }: ResolvedEntry): boolean {
    const me = this.around.me();
    return name === me.name && id >= me.since;
  }

  mayEdit(entry: ResolvedEntry): boolean {
    const isWhole = isMessage(entry) && entry.removed === null && !entry.cut;
    return isWhole && this.isOwn(entry) && this.#isRecent(entry);
  }

  mayRemove(entry: ResolvedEntry): boolean {
    return entry.removed === null && (this.isHost || this.isOwn(entry));
  }

  /** Takes references of the stream. */
  take(references: Entry[]): void {
    this.#reacting.settle();
    for (const reference of references) this.#follow(reference);
  }

  /** The ids of another log mean nothing. What becomes of `doing` is decided in current.ts. */
  clear(): void {
    this.#reacting.clear();
  }

  /** What the composer is about changes as well, and no words of it are kept once it is removed. */
  #follow(reference: Entry): void {
    const { doing } = this;
    if (doing === null || (reference.verb !== 'edited' && reference.verb !== 'removed')) return;
    const entry = fold(doing.entry, reference);
    if (entry === doing.entry) return;
    if (entry.removed === null) return void (this.doing = { ...doing, entry });
    this.stop();
    this.problem = ApiError.refused({ code: 'removed', message: '' });
  }

  #isRecent({ at }: ResolvedEntry): boolean {
    return at !== null && this.host.now() - Date.parse(at) <= EDIT_WITHIN_MS;
  }

  async #saveEdit(entry: ResolvedEntry, text: string): Promise<void> {
    this.around.draft.text = text;
    this.saving = true;
    const done = text === entry.text || (await this.#do({ do: 'edit', id: entry.id, text }));
    this.saving = false;
    if (done && this.doing?.kind === 'edit' && this.doing.entry.id === entry.id) this.stop();
  }

  #say(text: string): void {
    const { doing } = this;
    this.stop();
    this.around.draft.text = '';
    this.around.say(text, doing?.entry.id ?? null);
  }

  /** The strip above the composer has the words, which are loaded late. */
  #refuse(typed: string, command: string): void {
    this.around.draft.text = typed;
    this.problem = new ApiError('no_command', command, { suggestion: `/${command}` });
  }

  /** The text stays in the composer until the topic is set. */
  async #submitTopic(typed: string, topic: string): Promise<void> {
    const { draft } = this.around;
    draft.text = typed;
    if (!this.isHost) this.problem = new ApiError('host_only', t.refusedTopic);
    else if (await this.setTopic(topic)) draft.drop(typed);
  }

  async #do(act: Act): Promise<boolean> {
    this.clearProblem();
    const receipt = await this.#perform(act);
    if (receipt && (act.do === 'edit' || act.do === 'remove')) this.around.onReference(receipt.entry);
    return receipt !== undefined;
  }

  /** Undefined: it was refused. */
  async #perform(act: Act): Promise<Receipt | null | undefined> {
    try {
      if (this.around.left()) throw new ApiError('left', t.connection.banners.left);
      return await this.host.act(act, null, this.around.run(), this.around.log.cursor);
    } catch (thrown) {
      const error = ApiError.from(thrown);
      // Nothing was done: the room before knew no more than this one.
      this.problem = error.code === 'restarted' ? new ApiError(error.code, t.restartedMeanwhile) : error;
      if (error.status === 401) this.around.onTurnedAway();
      return undefined;
    }
  }
}
