// The list of pins, as a component reads it: it changes by itself.
import { flushSync } from 'svelte';
import { expect, it, vi } from 'vitest';
import type { RoomFacts } from '../types/RoomFacts';
import { cursorPast, FakeHost, VIEW } from './host.fixture';
import { Log } from './log.svelte';
import { Pins } from './pins.svelte';
import { Quotes } from './quotes.svelte';

it('the newest pin comes first, and what is not there or removed is left out', async () => {
  const host = new FakeHost();
  host.fill(100);
  const quotes: Quotes = new Quotes(host, () => log);
  const log: Log = new Log(host, { onReferences: (references) => quotes.take(references) });
  await log.loadLatest();
  let facts = $state.raw<RoomFacts>({ ...VIEW.room, pins: [980, 0, 5] });
  const pins = new Pins(() => facts, quotes);
  const lists: string[][] = [];
  const stop = $effect.root(() => {
    $effect(() => void lists.push(pins.list.map(({ quote }) => quote.text)));
  });
  flushSync();
  expect(lists.pop()).toEqual(['text 980']);
  await vi.waitFor(() => expect(lists.pop()).toEqual(['text 980', 'text 0']));

  const removal = host.refer('removed', 0);
  log.receive(removal, cursorPast(removal));
  log.flush();
  flushSync();
  expect(lists.pop()).toEqual(['text 980']);

  facts = { ...VIEW.room, pins: [990, 980] };
  flushSync();
  expect(lists.pop()).toEqual(['text 990', 'text 980']);
  stop();
});
