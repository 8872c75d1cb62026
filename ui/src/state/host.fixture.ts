// A host for tests: a log in memory that behaves as docs/http.md says.
import { ApiError } from '../api/error';
import type { StreamHandlers, Host, PageQuery } from '../api/host';
import type { Entry } from '../types/Entry';
import type { Page } from '../types/Page';
import type { Receipt } from '../types/Receipt';
import type { RoomView } from '../types/RoomView';

const BYTES = 10;

export function entryAt(id: number, name = 'bo', text = `text ${id}`): Entry {
  return { id, at: '2026-11-22T10:30:21Z', verb: 'said', target: null, name, text, cut: false };
}

export const cursorPast = (entry: Entry) => `${entry.id + BYTES}-ab`;

export class FakeHost implements Host {
  readonly roaming = null;
  readonly window = null;
  entries: Entry[] = [];
  said: { text: string; key: string }[] = [];
  queries: PageQuery[] = [];
  streams: {
    after: string;
    handlers: StreamHandlers;
    signal: AbortSignal;
    end(): void;
    fail(error: ApiError): void;
  }[] = [];
  /** What `say` does after it stored the entry, for example losing the response. */
  respond: (receipt: Receipt) => Promise<Receipt> = (receipt) => Promise.resolve(receipt);
  /** The error with which `say` fails before it stores anything. */
  refuse: () => ApiError | null = () => null;

  fill(count: number): void {
    for (let i = 0; i < count; i++) this.append(entryAt(this.entries.length * BYTES));
  }

  append(entry: Entry): Entry {
    this.entries.push(entry);
    return entry;
  }

  say(text: string, key: string): Promise<Receipt> {
    this.said.push({ text, key });
    const refusal = this.refuse();
    if (refusal) return Promise.reject(refusal);
    const entry = this.append(entryAt(this.entries.length * BYTES, 'ana', text));
    return this.respond({ entry, cursor: cursorPast(entry) });
  }

  messages(query: PageQuery): Promise<Page> {
    this.queries.push(query);
    const limit = query.limit ?? 50;
    const { before, after, around } = query;
    let found = this.entries.slice(-limit);
    if (before !== undefined)
      found = this.entries.filter((entry) => entry.id < parseInt(before)).slice(-limit);
    if (after !== undefined)
      found = this.entries.filter((entry) => entry.id >= parseInt(after)).slice(0, limit);
    if (around !== undefined) {
      const at = this.entries.findIndex((entry) => entry.id >= parseInt(around));
      found = this.entries.slice(Math.max(0, at - limit / 2), at + limit / 2);
    }
    const [first, last] = [found[0], found[found.length - 1]];
    return Promise.resolve({
      entries: found,
      before: first && first.id > 0 ? `${first.id}-ab` : null,
      after: last ? cursorPast(last) : (after ?? '0-0'),
    });
  }

  events(after: string, handlers: StreamHandlers, signal: AbortSignal): Promise<void> {
    return new Promise((end, fail) => this.streams.push({ after, handlers, signal, end, fail }));
  }

  room(): Promise<RoomView> {
    return Promise.reject(new ApiError('unreachable', 'not in this test'));
  }

  enter = () => Promise.resolve({ name: 'ana' });
  leave = () => Promise.resolve();
  typing = () => Promise.resolve();
  people: Host['people'] = () => Promise.resolve({ count: 0, people: [] });
  invite = () => Promise.resolve({ links: [], code: null });
  health: Host['health'] = () => Promise.resolve();
}
