// Messages that are written here: in order, never lost, never doubled.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../api/error';
import type { Receipt } from '../types/Receipt';
import { entryAt, FakeHost } from './host.fixture';
import { Outbox } from './outbox.svelte';

let host: FakeHost;
let online: boolean;
let resets = 0;
let receipts: Receipt[];
/** The log's end as the stream has shown it. Null: the real end. */
let knownEnd: string | null;

const lost = () => new ApiError('unreachable', 'The room cannot be reached.');
const refused = (code: string) => new ApiError(code, code, { status: 410 });
const rest = () => new Promise((done) => setTimeout(done, 10));
const stored = (text: string) => host.entries.filter((entry) => entry.text === text).length;

function newOutbox(name = 'ana'): Outbox {
  const around = {
    online: () => online,
    end: () => knownEnd ?? `${host.entries.length * 10}-ab`,
    name: () => name,
    run: () => 'r',
    resets: () => resets,
    onSent: (receipt: Receipt) => receipts.push(receipt),
    onTurnedAway: () => {},
  };
  return new Outbox(host, around);
}

beforeEach(() => {
  sessionStorage.clear();
  host = new FakeHost();
  online = true;
  receipts = [];
  knownEnd = null;
});

describe('the outbox', () => {
  it('does not believe a receipt of a file that was replaced meanwhile', async () => {
    const outbox = newOutbox();
    outbox.say('hello');
    resets++;
    await rest();
    expect(stored('hello')).toBe(1);
    expect([outbox.messages, receipts]).toEqual([[], []]);
  });

  it('sends a reply for the log in which it was written, and loses only what it answers', async () => {
    online = false;
    const outbox = newOutbox();
    knownEnd = '90-ab';
    outbox.say('yes', 40);
    outbox.say('hello');
    knownEnd = '70-cd';
    online = true;
    host.refuse = () => (host.said.length > 1 ? null : refused('log_rewritten'));
    outbox.resume();
    await rest();
    expect(host.cursors).toEqual(['90-ab', null]);
    expect(outbox.messages.map(({ text, replyTo, state }) => [text, replyTo, state])).toEqual([
      ['yes', null, 'failed'],
    ]);
  });

  it('says line breaks of Word and web pages as the log gives them back', () => {
    const outbox = newOutbox();
    outbox.say('a\u000bb\u2028c\u2029d\u0085e\ff\r\ng\rh\ni');
    expect(outbox.messages.map((message) => message.text)).toEqual(['a\nb\nc\nd\ne\nf\ng\nh\ni']);
  });

  it('shows a message at once and drops it when it is sent', async () => {
    const outbox = newOutbox();
    outbox.say('hello');
    expect(outbox.messages.map((message) => message.text)).toEqual(['hello']);
    await rest();
    expect(outbox.messages).toEqual([]);
    expect(receipts.map((receipt) => receipt.entry.text)).toEqual(['hello']);
  });

  it('searches the log when the browser repeated the request to a room that was started again', async () => {
    const outbox = newOutbox();
    host.refuse = () => {
      if (host.said.length > 1) return null;
      host.append(entryAt(0, 'ana', 'hello'));
      return new ApiError('restarted', 'started again', { status: 409 });
    };
    outbox.say('hello');
    await vi.waitFor(() => expect(outbox.messages).toEqual([]), { timeout: 3000 });
    expect(stored('hello')).toBe(1);
    expect(host.said.length).toBe(1);
  });

  it('keeps a text whose key was used for another, says so, and sends it as a new message', async () => {
    const outbox = newOutbox();
    host.refuse = () => new ApiError('key_reused', 'something else was said', { status: 422 });
    outbox.say('new words');
    await rest();
    const [message] = outbox.messages;
    expect(message).toMatchObject({ text: 'new words', state: 'failed', hopeless: false, unanswered: false });
    expect(message?.reason).toContain('Retry');
    host.refuse = () => null;
    outbox.retry(message?.key ?? '');
    await vi.waitFor(() => expect(outbox.messages).toEqual([]));
    expect(stored('new words')).toBe(1);
    expect(new Set(host.said.map((said) => said.key)).size).toBe(2);
  });

  it('hides a message that the stream brings before the response, unless it fails after all', async () => {
    let fail: (reason: ApiError) => void = () => {};
    host.respond = () => new Promise((_, reject) => (fail = reject));
    const outbox = newOutbox();
    outbox.say('hello');
    outbox.say('and more');
    await rest();
    outbox.noteShown([entryAt(990, 'bo', 'hello'), entryAt(980, 'ana', 'and more')]);
    expect(outbox.unshown.map((message) => message.text)).toEqual(['hello', 'and more']);
    outbox.noteShown(host.entries);
    expect(outbox.unshown.map((message) => message.text)).toEqual(['and more']);
    expect(outbox.messages).toHaveLength(2);
    fail(new ApiError('disk_full', 'The disk is full.', { status: 507 }));
    await rest();
    expect(outbox.unshown[0]?.state).toBe('failed');
  });

  it('gives every message a key of 128 random bits', async () => {
    const outbox = newOutbox();
    outbox.say('a');
    outbox.say('b');
    await rest();
    const keys = host.said.map((said) => said.key);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys[0]).not.toBe(keys[1]);
  });

  it('sends in the order of writing, one at a time', async () => {
    let running = 0;
    let most = 0;
    host.respond = async (receipt) => {
      most = Math.max(most, ++running);
      await new Promise((done) => setTimeout(done, 1));
      running--;
      return receipt;
    };
    const outbox = newOutbox();
    for (const text of ['1', '2', '3']) outbox.say(text);
    await vi.waitFor(() => expect(outbox.messages).toEqual([]));
    expect(host.said.map((said) => said.text)).toEqual(['1', '2', '3']);
    expect(most).toBe(1);
  });

  it('waits while there is no connection', async () => {
    online = false;
    const outbox = newOutbox();
    outbox.say('later');
    await rest();
    expect(host.said).toEqual([]);
    online = true;
    outbox.resume();
    await rest();
    expect(stored('later')).toBe(1);
  });

  it('takes its own entry in the log for the response that was lost', async () => {
    host.respond = () => Promise.reject(lost());
    const outbox = newOutbox();
    outbox.say('once');
    await rest();
    expect(outbox.messages[0]?.state).toBe('failed');
    host.fill(300);
    outbox.resume();
    await rest();
    expect(stored('once')).toBe(1);
    expect(host.said).toHaveLength(1);
    expect(receipts.map((receipt) => receipt.entry.text)).toEqual(['once']);
  });

  it('finds its entry also beyond the first page after it', async () => {
    host.refuse = () => lost();
    const outbox = newOutbox();
    outbox.say('far');
    await rest();
    host.refuse = () => null;
    host.fill(450);
    host.append(entryAt(4500, 'ana', 'far'));
    outbox.resume();
    await rest();
    expect(stored('far')).toBe(1);
  });

  it('sends a message again, with the same key, that is not in the log', async () => {
    host.refuse = () => lost();
    const outbox = newOutbox();
    outbox.say('again');
    await rest();
    host.refuse = () => null;
    outbox.resume();
    await rest();
    expect(stored('again')).toBe(1);
    expect(host.said).toHaveLength(2);
    expect(host.said[0]?.key).toBe(host.said[1]?.key);
  });

  it('does not take an older entry, or somebody else’s, for its own', async () => {
    host.append(entryAt(0, 'ana', 'ok'));
    host.refuse = () => lost();
    const outbox = newOutbox();
    outbox.say('ok');
    await rest();
    host.append(entryAt(10, 'bo', 'ok'));
    host.refuse = () => null;
    outbox.resume();
    await rest();
    expect(stored('ok')).toBe(3);
  });

  it('needs two entries for two equal messages', async () => {
    knownEnd = '0-0';
    host.respond = () => Promise.reject(lost());
    const outbox = newOutbox();
    outbox.say('ok');
    await rest();
    host.refuse = () => lost();
    outbox.say('ok');
    await rest();
    host.refuse = () => null;
    host.respond = (receipt) => Promise.resolve(receipt);
    outbox.resume();
    await rest();
    expect(stored('ok')).toBe(2);
  });

  it('leaves a refusal to the person, and goes on with the next', async () => {
    host.refuse = () =>
      host.said.length === 1 ? new ApiError('too_long', 'Too long.', { status: 413 }) : null;
    const outbox = newOutbox();
    outbox.say('long');
    outbox.say('short');
    await rest();
    expect(outbox.messages.map((message) => [message.text, message.state, message.reason])).toEqual([
      ['long', 'failed', 'Too long.'],
    ]);
    outbox.resume();
    await rest();
    expect(stored('short')).toBe(1);
    expect(stored('long')).toBe(0);
    const [message] = outbox.messages;
    outbox.retry(message?.key ?? '');
    await rest();
    expect(stored('long')).toBe(1);
  });

  it.each([
    ['bad_text', 400, true],
    ['too_long', 413, true],
    ['disk_full', 507, false],
    ['room_full', 503, false],
  ])('knows whether %s could ever be sent as it is', async (code, status, hopeless) => {
    host.refuse = () => new ApiError(code, 'No.', { status });
    const outbox = newOutbox();
    outbox.say('refused');
    await rest();
    expect(outbox.messages[0]?.hopeless).toBe(hopeless);
    expect(newOutbox().messages[0]?.hopeless).toBe(hopeless);
  });

  it('gives a refused text back and drops it', async () => {
    host.refuse = () => new ApiError('bad_text', 'No.', { status: 400 });
    const outbox = newOutbox();
    outbox.say('refused');
    await rest();
    expect(outbox.takeBack(outbox.messages[0]?.key ?? '')?.text).toBe('refused');
    expect(outbox.messages).toEqual([]);
    expect(newOutbox().messages).toEqual([]);
  });

  it('keeps nothing after it was emptied, also when a request fails only then', async () => {
    let fail = () => {};
    host.respond = () => new Promise((_, reject) => (fail = () => reject(lost())));
    const outbox = newOutbox();
    outbox.say('on its way');
    outbox.say('behind it');
    await rest();
    outbox.discardAll();
    fail();
    await rest();
    expect(newOutbox().messages).toEqual([]);
  });

  it('does not overtake a message that the network failed', async () => {
    host.refuse = () => (host.said.length === 1 ? lost() : null);
    const outbox = newOutbox();
    outbox.say('first');
    outbox.say('second');
    await rest();
    expect(host.entries).toEqual([]);
    outbox.resume();
    await rest();
    expect(host.entries.map((entry) => entry.text)).toEqual(['first', 'second']);
  });

  it('holds everything, in order, for as long as the server wants', async () => {
    vi.useFakeTimers();
    try {
      const tooFast = new ApiError('too_fast', 'Slow down.', { status: 429, retryAfterMs: 4000 });
      host.refuse = () => (host.said.length === 1 ? tooFast : null);
      const outbox = newOutbox();
      outbox.say('first');
      outbox.say('second');
      await vi.advanceTimersByTimeAsync(3900);
      expect(host.entries).toEqual([]);
      await vi.advanceTimersByTimeAsync(200);
      expect(host.entries.map((entry) => entry.text)).toEqual(['first', 'second']);
      expect(outbox.messages).toEqual([]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('survives a reload in the middle of a request without doubling it', async () => {
    host.respond = () => new Promise(() => {});
    newOutbox().say('reloaded');
    await rest();
    host.respond = (receipt) => Promise.resolve(receipt);
    const outbox = newOutbox();
    expect(outbox.messages.map((message) => message.text)).toEqual(['reloaded']);
    outbox.resume();
    await rest();
    expect(stored('reloaded')).toBe(1);
    expect(outbox.messages).toEqual([]);
  });

  it('does not send under a new name what was written under another', async () => {
    online = false;
    newOutbox('ana').say('as ana');
    online = true;
    const outbox = newOutbox('bo');
    outbox.resume();
    await rest();
    expect(host.said).toEqual([]);
    expect(outbox.messages[0]?.state).toBe('failed');
  });

  it('forgets a discarded message for good', async () => {
    online = false;
    const outbox = newOutbox();
    outbox.say('never mind');
    outbox.discard(outbox.messages[0]?.key ?? '');
    expect(newOutbox().messages).toEqual([]);
  });

  it('searches the newest page when the log was rewritten meanwhile', async () => {
    host.respond = () => Promise.reject(lost());
    const outbox = newOutbox();
    outbox.say('kept');
    await rest();
    const messages = host.messages.bind(host);
    host.messages = (query) =>
      query.after === undefined
        ? messages(query)
        : Promise.reject(new ApiError('log_rewritten', 'Rewritten.', { status: 410 }));
    outbox.resume();
    await rest();
    expect(stored('kept')).toBe(1);
    expect(outbox.messages).toEqual([]);
  });
});
