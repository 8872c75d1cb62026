// Replies, and messages that others touched before their response came: found in the log, and never
// said twice.
import { beforeEach, expect, it } from 'vitest';
import { ApiError } from '../api/error';
import type { Receipt } from '../types/Receipt';
import { entryAt, FakeHost } from './host.fixture';
import { Outbox } from './outbox.svelte';

let host: FakeHost;
let online: boolean;
let receipts: Receipt[];

const lost = () => new ApiError('unreachable', 'The room cannot be reached.');
const rest = () => new Promise((done) => setTimeout(done, 10));
const stored = (text: string) => host.entries.filter((entry) => entry.text === text).length;

function newOutbox(): Outbox {
  return new Outbox(host, {
    online: () => online,
    end: () => `${host.end}-ab`,
    name: () => 'ana',
    run: () => 'r',
    resets: () => 0,
    onSent: (receipt: Receipt) => receipts.push(receipt),
    onTurnedAway: () => {},
  });
}

beforeEach(() => {
  sessionStorage.clear();
  host = new FakeHost();
  online = true;
  receipts = [];
});

it('knows a reply by what it answers when its response was lost', async () => {
  host.respond = () => Promise.reject(lost());
  const outbox = newOutbox();
  outbox.say('yes', 20);
  await rest();
  host.append(entryAt(30, 'ana', 'yes'));
  host.respond = (receipt) => Promise.resolve(receipt);
  outbox.resume();
  await rest();
  expect(stored('yes')).toBe(2);
  expect(host.said).toHaveLength(1);
  expect(receipts[0]?.entry).toMatchObject({ verb: 'replied to', target: 20 });
});

it('does not take the same words to somebody else for a reply', async () => {
  host.fill(3);
  host.refuse = () => lost();
  const outbox = newOutbox();
  outbox.say('yes', 20);
  await rest();
  host.append({ ...entryAt(30, 'ana', 'yes'), verb: 'replied to', target: 10 });
  host.append(entryAt(40, 'ana', 'yes'));
  host.refuse = () => null;
  outbox.resume();
  await rest();
  expect(stored('yes')).toBe(3);
});

it('keeps what a reply answers across a reload, and reads messages of an earlier version', async () => {
  online = false;
  newOutbox().say('yes', 20);
  expect(newOutbox().messages[0]?.replyTo).toBe(20);
  const kept = JSON.parse(sessionStorage.getItem('flatchat.outbox') ?? '[]');
  delete kept[0].replyTo;
  sessionStorage.setItem('flatchat.outbox', JSON.stringify(kept));
  online = true;
  const outbox = newOutbox();
  expect(outbox.messages[0]?.replyTo).toBeNull();
  outbox.resume();
  await rest();
  expect(host.acts).toEqual([{ do: 'say', text: 'yes', reply_to: null }]);
});

it('finds its entry also after it was edited', async () => {
  host.respond = () => Promise.reject(lost());
  const outbox = newOutbox();
  outbox.say('helo');
  await rest();
  host.refer('edited', 0, 'hello', 'ana');
  outbox.resume();
  await rest();
  expect(outbox.messages).toEqual([]);
  expect(host.said).toHaveLength(1);
});

it('leaves it to the writer whether words that were perhaps removed are said again', async () => {
  host.respond = () => Promise.reject(lost());
  const outbox = newOutbox();
  outbox.say('spam');
  await rest();
  host.refer('removed', 0, '', 'hanna');
  host.respond = (receipt) => Promise.resolve(receipt);
  outbox.resume();
  await rest();
  expect(host.said).toHaveLength(1);
  expect(outbox.messages[0]).toMatchObject({ state: 'failed', again: false });
  expect(outbox.messages[0]?.reason).toContain('removed');
  outbox.retry(outbox.messages[0]?.key ?? '');
  await rest();
  expect(host.said).toHaveLength(2);
  expect(outbox.messages).toEqual([]);
});
