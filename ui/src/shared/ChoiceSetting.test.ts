// A choice that the room refuses does not look chosen.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import ChoiceSetting from './ChoiceSetting.svelte';

let setting: Record<string, unknown>;

function open(change: (choice: string) => Promise<string | null>) {
  const props = {
    label: 'Theme',
    help: 'Light or dark.',
    choices: { light: 'Light', dark: 'Dark' },
    chosen: 'light',
    change,
  };
  setting = mount(ChoiceSetting, { target: document.body, props });
  flushSync();
}

const checked = () => document.querySelector<HTMLInputElement>('input:checked')?.value;

afterEach(() => unmount(setting));

it('goes back to what is in force when a choice is refused, and says why', async () => {
  open(() => Promise.resolve('The disk is full.'));
  expect(checked()).toBe('light');
  document.querySelector<HTMLInputElement>('input[value="dark"]')!.click();
  expect(checked()).toBe('dark');
  await vi.waitFor(() => expect(checked()).toBe('light'));
  flushSync();
  expect(document.body.textContent).toContain('The disk is full.');
});
