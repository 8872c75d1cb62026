// The list of files while others change chat.txt.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { entryAt, FakeHost } from '../../state/host.fixture';
import { OpenRoom } from '../../state/room.fixture';
import { actionWords as w } from '../../strings/actions';
import { Actions } from '../actions/actions.svelte';
import FilesDialog from './FilesDialog.svelte';

beforeEach(() => {
  // jsdom has no layout.
  vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener: () => {} }));
  vi.stubGlobal('IntersectionObserver', class { observe() {} disconnect() {} }); // prettier-ignore
});
afterEach(() => vi.unstubAllGlobals());

it('the question whether a file is removed closes when its id means nothing any more', async () => {
  const host = new FakeHost();
  const file = { name: 'a.pdf', bytes: 1, width: null, height: null, path: 'files/a.pdf' };
  host.append({ ...entryAt(0, 'ana', 'a'), verb: 'shared', share: { files: [file], caption: '' } });
  const open = await OpenRoom.asGuest(host);
  const props = { actions: new Actions(open.room, () => {}), onclose: () => {} };
  const component = mount(FilesDialog, { target: document.body, props });
  const button = () =>
    [...document.querySelectorAll('button')].find((one) => one.ariaLabel?.includes('Remove'));
  await vi.waitUntil(() => (flushSync(), button()));
  button()?.click();
  flushSync();
  expect(document.body.textContent).toContain(w.removal.title);
  open.frame('reset', {}, '0-0');
  flushSync();
  expect(document.body.textContent).not.toContain(w.removal.title);
  expect(open.room.acts.problem?.message).toBe(w.rewritten.question);
  await unmount(component);
  open.room.close();
});
