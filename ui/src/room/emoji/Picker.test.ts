// The picker as a whole: searching, choosing, the recent ones, and moving by the keyboard.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { loadEmojiWords } from '../../strings/picker';
import Picker from './Picker.svelte';

let calls: string[] = [];
let picker: Record<string, unknown>;

function open() {
  const props = { onpick: (emoji: string) => calls.push(emoji), onclose: () => calls.push('closed') };
  picker = mount(Picker, { target: document.body, props });
  flushSync();
}

const named = (label: string) => document.querySelector<HTMLElement>(`[aria-label="${label}"]`)!;
const headings = () => [...document.querySelectorAll('h3')].map((one) => one.textContent);
const press = (key: string) =>
  document.activeElement!.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
  );

function search(words: string) {
  const input = named('Search emoji') as HTMLInputElement;
  input.focus();
  input.value = words;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();
}

beforeAll(loadEmojiWords);

beforeEach(() => {
  calls = [];
  localStorage.clear();
  vi.stubGlobal('matchMedia', () => ({ matches: true }));
  vi.stubGlobal('requestAnimationFrame', (next: () => void) => setTimeout(next));
  HTMLElement.prototype.scrollTo = () => {};
  // jsdom draws nothing, and says so on each attempt.
  HTMLCanvasElement.prototype.getContext = () => null;
});

afterEach(() => {
  void unmount(picker);
  vi.unstubAllGlobals();
});

it('has the search at hand, and picks its first result on Enter', () => {
  open();
  expect(document.activeElement).toBe(named('Search emoji'));
  search('THUMBS');
  expect(document.querySelector('[role=status]')!.textContent).toBe('2 emoji found');
  press('Enter');
  expect(calls).toEqual(['closed', '👍']);
});

it('picks nothing where nothing is found', () => {
  open();
  search('qqqq');
  expect(document.querySelector('[role=status]')!.textContent).toBe('There is no emoji for “qqqq”.');
  press('Enter');
  expect(calls).toEqual([]);
});

it('picks what is pressed, and shows it first the next time, in its skin', () => {
  localStorage.setItem('flatchat.skin-tone', '4');
  open();
  expect(headings()[0]).toBe('Smileys and emotions');
  search('thumbs up');
  named('thumbs up').click();
  expect(calls).toContain('👍🏾');
  void unmount(picker);
  localStorage.setItem('flatchat.skin-tone', '0');
  open();
  expect(headings()[0]).toBe('Recently used');
  expect(named('thumbs up').textContent).toBe('👍🏾');
});

it('ignores what it does not know in the storage', () => {
  localStorage.setItem('flatchat.recent-emoji', 'x <b> 👍 👍 {} 🔥');
  open();
  expect(document.querySelector('[data-group=recent] .emoji')!.textContent!.replace(/\s/g, '')).toBe('👍🔥');
});

it('adds a group a frame until all are there', async () => {
  open();
  expect(headings().length).toBe(1);
  await vi.waitFor(() => expect(headings().length).toBe(9), { timeout: 10_000 });
  expect(document.querySelectorAll('.emoji button').length).toBeGreaterThan(1900);
});

it('has one tab stop in the grid, which follows the focus', () => {
  open();
  const stops = () =>
    [...document.querySelectorAll('.emoji [tabindex="0"]')].map((one) => one.getAttribute('aria-label'));
  expect(stops()).toEqual(['grinning face']);
  press('ArrowDown');
  expect(document.activeElement).toBe(named('grinning face'));
  press('ArrowRight');
  expect(document.activeElement).toBe(named('grinning face with big eyes'));
  expect(stops()).toEqual(['grinning face with big eyes']);
});
