// The addresses of the room, with the ways by which they lead there.
import { mount, unmount } from 'svelte';
import { afterEach, expect, it } from 'vitest';
import { tables } from '../strings/languages';
import { speak } from '../strings/spoken';
import type { Via } from '../types/Via';
import Addresses from './Addresses.svelte';

afterEach(() => speak({ language: 'en', guest: null, host: null }));

const WAYS: Via[] = [{ card: 'wlan0' }, 'network', 'this_computer', 'name'];

/** The words beside each address. */
function shown(): string[] {
  const addresses = WAYS.map((via, at) => {
    const value = { url: `http://${at}/`, via, qr: { size: 21, path: '' } };
    return { key: `${at}`, value, gone: false };
  });
  const props = { addresses, chosen: '0', onchoose: () => {} };
  const component = mount(Addresses, { target: document.body, props });
  const words = [...document.querySelectorAll('.help')].map((one) => one.textContent ?? '');
  void unmount(component);
  return words;
}

it('a network card has its name, and the other ways have words', () => {
  expect(shown()).toEqual(['wlan0', 'network', 'this computer only', 'name on the network']);
});

it('the words are in the language that the page speaks', async () => {
  speak({ language: 'de', guest: (await tables['de']!.guest()).table, host: null });
  expect(shown()).toEqual(['wlan0', 'Netzwerk', 'nur dieser Computer', 'Name im Netzwerk']);
});
