// The choices above the composer, while the room goes away.
import { flushSync, mount, unmount } from 'svelte';
import { expect, it, vi } from 'vitest';
import { FakeHost } from '../../state/host.fixture';
import { OpenRoom } from '../../state/room.fixture';
import Choices from './Choices.svelte';

it('a field that loses the focus because it goes away changes no state while it does', async () => {
  // jsdom has no layout.
  Element.prototype.scrollIntoView = () => {};
  const { room } = await OpenRoom.asGuest(new FakeHost());
  const field = document.body.appendChild(document.createElement('textarea'));
  const component = mount(Choices, { target: document.body, props: { room, field: () => field } });
  flushSync();
  room.presence.setPeople({ count: 1, people: [{ name: 'bo', host: false, away: false }] });
  field.value = '@b';
  field.setSelectionRange(2, 2);
  field.dispatchEvent(new Event('input'));
  flushSync();
  expect(document.querySelector('[role=option]')?.textContent).toContain('bo');
  const failed = vi.fn((event: Event) => event.preventDefault());
  window.addEventListener('error', failed);
  // Browsers send this event while the page is being changed. No state may change then.
  const changing = $derived.by(() => field.dispatchEvent(new Event('blur')));
  expect(changing).toBe(true);
  expect(failed).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(document.querySelector('[role=option]')).toBeNull());
  window.removeEventListener('error', failed);
  void unmount(component);
  room.close();
});
