// A host for tests: a log in memory that behaves as docs/http.md says.
import { ApiError } from '../api/error';
import type { StreamHandlers, Host, PageQuery } from '../api/host';
import type { Act } from '../types/Act';
import type { Entry } from '../types/Entry';
import type { FilesPage } from '../types/FilesPage';
import type { FilesQuery } from '../types/FilesQuery';
import type { FindQuery } from '../types/FindQuery';
import type { Finds } from '../types/Finds';
import type { MessageView } from '../types/MessageView';
import type { Page } from '../types/Page';
import type { Receipt } from '../types/Receipt';
import type { ResolvedEntry } from '../types/ResolvedEntry';
import type { RoomView } from '../types/RoomView';
import type { Verb } from '../types/Verb';
import { FakeUploads } from './uploads.fixture';
import { answeredBy, fold, fresh, quoteOf, standsAlone } from './fold';

const BYTES = 10;

export function entryAt(id: number, name = 'bo', text = `text ${id}`): Entry {
  return { id, at: '2026-11-22T10:30:21Z', verb: 'said', target: null, name, text, cut: false };
}

export const cursorPast = (entry: Entry) => `${entry.id + BYTES}-ab`;

/** All entries of a log that stand by themselves, with everything that refers to them. */
export function resolve(lines: Entry[]): ResolvedEntry[] {
  const entries = new Map<number, ResolvedEntry>();
  for (const line of lines) {
    const target = entries.get(line.target ?? -1);
    const isNew = standsAlone(line) && !entries.has(line.id);
    if (isNew) entries.set(line.id, fresh(line));
    else if (target) entries.set(target.id, fold(target, line));
  }
  return [...entries.values()].map((entry) => {
    const answered = entries.get(answeredBy(entry) ?? -1);
    return answered ? { ...entry, answers: quoteOf(answered) } : entry;
  });
}

const VERBS: Record<Act['do'], Verb> = {
  say: 'said',
  edit: 'edited',
  remove: 'removed',
  react: 'reacted to',
  unreact: 'unreacted to',
  pin: 'pinned',
  unpin: 'unpinned',
  set_topic: 'set topic',
  share: 'shared',
};

export const VIEW: RoomView = {
  room: {
    title: 'Maker Night',
    host: 'Hanna',
    code_required: false,
    max_guests: 100,
    max_text_bytes: 16384,
    max_file_bytes: 100_000_000,
    max_name_chars: 32,
    paused: false,
    trouble: null,
    run: 'r',
    links: ['http://192.168.1.5:8080/'],
    topic: '',
    pins: [],
  },
  me: { name: 'ana', since: 0 },
  people: 1,
  cursor: '0-0',
};

export class FakeHost implements Host {
  readonly roaming = null;
  readonly window: Host['window'] = null;
  /** All lines of the log. */
  entries: Entry[] = [];
  said: { text: string; key: string }[] = [];
  acts: Act[] = [];
  /** The cursor of each of these acts. */
  cursors: (string | null)[] = [];
  queries: PageQuery[] = [];
  /** The ids for which `message` was called. */
  asked: number[] = [];
  streams: {
    after: string;
    handlers: StreamHandlers;
    signal: AbortSignal;
    end(): void;
    fail(error: ApiError): void;
  }[] = [];
  /** What `act` does after it stored the entry, for example losing the response. */
  respond: (receipt: Receipt) => Promise<Receipt | null> = (receipt) => Promise.resolve(receipt);
  /** The error with which `act` fails before it stores anything. */
  refuse: () => ApiError | null = () => null;
  view: RoomView = VIEW;
  readonly uploads = new FakeUploads();

  fill(count: number): void {
    for (let i = 0; i < count; i++) this.append(entryAt(this.end));
  }

  get end(): number {
    return this.entries.length * BYTES;
  }

  append(entry: Entry): Entry {
    this.entries.push(entry);
    return entry;
  }

  /** Appends a line that refers to an earlier one. */
  refer(verb: Verb, target: number, text = '', name = 'bo'): Entry {
    return this.append({ ...entryAt(this.end, name, text), verb, target });
  }

  act(act: Act, key: string | null, _run: string, cursor: string | null): Promise<Receipt | null> {
    this.acts.push(act);
    this.cursors.push(cursor);
    if (act.do === 'say') this.said.push({ text: act.text, key: key ?? '' });
    const refusal = this.refuse() ?? (act.do === 'share' ? this.uploads.refuseShare(act) : null);
    if (refusal) return Promise.reject(refusal);
    const known = act.do === 'share' ? this.uploads.receiptOf(act) : undefined;
    const entry = known ?? this.append(this.#lineOf(act));
    if (act.do === 'share') this.uploads.noteShared(act, entry);
    return this.respond({ entry, cursor: cursorPast(entry) });
  }

  #lineOf(act: Act): Entry {
    const line = { ...entryAt(this.end, 'ana', ''), verb: VERBS[act.do] };
    const words = { text: '', emoji: '', reason: '', topic: '', ...act };
    const text = words.text || words.emoji || words.reason || words.topic;
    if (act.do === 'share') return { ...line, text, share: this.uploads.share(act) };
    if (act.do !== 'say') return { ...line, text, target: 'id' in act ? act.id : null };
    const isReply = act.reply_to !== null;
    return { ...line, text, target: act.reply_to, verb: isReply ? 'replied to' : 'said' };
  }

  messages(query: PageQuery): Promise<Page> {
    this.queries.push(query);
    const limit = query.limit ?? 50;
    const { before, after, around } = query;
    const all = resolve(this.entries);
    let found = all.slice(-limit);
    if (before !== undefined) found = all.filter((entry) => entry.id < parseInt(before)).slice(-limit);
    if (after !== undefined) found = all.filter((entry) => entry.id >= parseInt(after)).slice(0, limit);
    if (around !== undefined) {
      const first = all.findIndex((entry) => entry.id >= parseInt(around));
      const at = first < 0 ? all.length : first;
      found = all.slice(Math.max(0, at - limit / 2), at + limit / 2);
    }
    const [first, last] = [found[0], found[found.length - 1]];
    const isNewest = last === all[all.length - 1];
    return Promise.resolve({
      entries: found,
      before: first && first.id > 0 ? `${first.id}-ab` : null,
      after: isNewest && last ? `${this.end}-ab` : last ? cursorPast(last) : (after ?? '0-0'),
      through: this.end,
    });
  }

  message(id: number): Promise<MessageView> {
    this.asked.push(id);
    const entry = resolve(this.entries).find((entry) => entry.id === id);
    if (!entry) return Promise.reject(new ApiError('no_such_message', 'no such message', { status: 404 }));
    const wording = ({ id, at, text }: Entry) => ({ id, at, text });
    const edits = this.entries.filter((line) => line.verb === 'edited' && line.target === id);
    const wordings = this.entries
      .filter((line) => line.id === id)
      .concat(edits)
      .map(wording);
    return Promise.resolve({ entry, wordings: entry.removed ? [] : wordings, through: this.end });
  }

  filesAsked: FilesQuery[] = [];

  /** All lines that share something, newest first unless the oldest are asked for. */
  files(query: FilesQuery): Promise<FilesPage> {
    this.filesAsked.push(query);
    const { skip = 0, limit = 50, sort } = query;
    const all = resolve(this.entries).filter(({ share }) => share);
    if (sort !== 'oldest') all.reverse();
    const entries = all.slice(skip, skip + limit);
    return Promise.resolve({ entries, total: all.length, bytes: 0, max_bytes: 1 });
  }

  searches: { query: FindQuery; signal: AbortSignal }[] = [];
  /** The answer to a search. Tests that need one set it. */
  finds: (query: FindQuery) => Promise<Finds> = () => Promise.resolve({ entries: [], before: null });

  find(query: FindQuery, signal: AbortSignal): Promise<Finds> {
    this.searches.push({ query, signal });
    return this.finds(query);
  }

  fileUrl = (path: string, as = '') => `${path}?${as}`;

  events(after: string, handlers: StreamHandlers, signal: AbortSignal): Promise<void> {
    return new Promise((end, fail) => this.streams.push({ after, handlers, signal, end, fail }));
  }

  room: Host['room'] = () => Promise.resolve(this.view);

  enter = () => Promise.resolve({ name: 'ana', since: 0 });
  leave = () => Promise.resolve();
  typing = () => Promise.resolve();
  away = () => Promise.resolve();
  back = () => Promise.resolve();
  people: Host['people'] = () => Promise.resolve({ count: 0, people: [] });
  invite = () => Promise.resolve({ links: [], code: null });
  now = () => Date.now();
  health: Host['health'] = () => Promise.resolve();
}
