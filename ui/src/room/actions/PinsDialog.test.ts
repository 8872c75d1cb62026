// The list of pins keeps its rows while it is open.
import { flushSync, mount, unmount } from 'svelte';
import { expect, it } from 'vitest';
import type { Pin } from '../../state/pins.svelte';
import PinsDialog from './PinsDialog.svelte';
import { PinsList } from './pins.fixture.svelte';

const pin = (id: number): Pin => ({
  id,
  quote: { name: 'bo', text: `words ${id}`, edited: false, removed: false } as Pin['quote'],
});

const rows = () =>
  [...document.querySelectorAll('li')].map((row) =>
    row.inert ? 'gone' : row.querySelector('.words')?.textContent,
  );

it('a new pin comes last, and the place of one that goes stays', () => {
  const pins = new PinsList([pin(1), pin(2)]);
  const room = { pins, acts: { isHost: true }, goTo: () => {} };
  const props = { room: room as never, onclose: () => {} };
  const component = mount(PinsDialog, { target: document.body, props });
  flushSync();
  expect(rows()).toEqual(['words 1', 'words 2']);
  pins.list = [pin(3), pin(2)];
  flushSync();
  expect(rows()).toEqual(['gone', 'words 2', 'words 3']);
  pins.list = [];
  flushSync();
  expect(rows()).toEqual([]);
  void unmount(component);
});
