// What can be done with a row, and by which key.
import { expect, it } from 'vitest';
import type { Acts } from '../../state/acts.svelte';
import type { ResolvedEntry } from '../../types/ResolvedEntry';
import { actionOfKey, actionsOf, copiedOf, filesOf, keyOf } from './items';

const entry: ResolvedEntry = {
  id: 0,
  at: '2026-11-22T10:30:21Z',
  verb: 'said',
  target: null,
  name: 'ana',
  text: 'x',
  cut: false,
  edited: null,
  removed: null,
  reactions: [],
  pinned: null,
  answers: null,
};

const by = (isHost: boolean, mayEdit: boolean, mayRemove: boolean) =>
  ({ isHost, mayEdit: () => mayEdit, mayRemove: () => mayRemove }) as unknown as Acts;
const [stranger, author, host] = [by(false, false, false), by(false, true, true), by(true, false, true)];

it('depends on the person', () => {
  const common = ['react', 'reply', 'copy_text', 'copy_link'];
  expect(actionsOf(entry, stranger)).toEqual(common);
  expect(actionsOf(entry, author)).toEqual(['react', 'reply', 'edit', 'copy_text', 'copy_link', 'remove']);
  expect(actionsOf(entry, host)).toEqual([...common, 'pin', 'remove']);
});

it('depends on what was done before', () => {
  const reactions = [{ emoji: '👍', people: [{ name: 'bo', id: 50 }] }];
  const more = actionsOf({ ...entry, edited: 90, pinned: 95, reactions }, host);
  expect(more).toEqual(['react', 'reply', 'copy_text', 'copy_link', 'who', 'wordings', 'unpin', 'remove']);
  const removed = { id: 99, name: 'hanna', reason: '' };
  expect(actionsOf({ ...entry, removed }, host)).toEqual(['copy_link']);
});

it('has keys, with Caps Lock, too, and not with Control', () => {
  const pressed = (key: string, more = {}) => actionOfKey(new KeyboardEvent('keydown', { key, ...more }));
  expect([pressed('r'), pressed('R'), pressed('+'), pressed('Delete')]).toEqual([
    'reply',
    'reply',
    'react',
    'remove',
  ]);
  // Of an Arabic, a Russian and a Greek keyboard, and of a French one, on which A is in Q's place.
  const other = [
    pressed('ق', { code: 'KeyR' }),
    pressed('У', { code: 'KeyE' }),
    pressed('ρ', { code: 'KeyR' }),
  ];
  expect(other).toEqual(['reply', 'edit', 'reply']);
  expect(pressed('a', { code: 'KeyQ' })).toBeNull();
  expect([pressed('x'), pressed('toString'), pressed('r', { ctrlKey: true })]).toEqual([null, null, null]);
  expect([keyOf('edit'), keyOf('remove'), keyOf('pin')]).toEqual(['E', 'Delete', null]);
});

it('can download the files of a row, and copy the link of the one that was pressed', () => {
  const file = (name: string) => ({ name, bytes: 7, width: null, height: null, path: `files/${name}` });
  const share = { files: [file('a'), file('b')], caption: '' };
  const several = { ...entry, text: 'as it stands in the log', share };
  expect(actionsOf(several, stranger)).toEqual(['react', 'reply', 'download', 'copy_link']);
  expect(actionsOf(several, stranger, 1)).toEqual([
    'react',
    'reply',
    'download',
    'copy_file_link',
    'copy_link',
  ]);
  expect(filesOf(several, null)).toHaveLength(2);
  expect(filesOf(several, 1)).toEqual([share.files[1]]);
  const captioned = { ...several, share: { files: [file('a')], caption: 'ours' } };
  expect(actionsOf(captioned, stranger)).toContain('copy_text');
  expect(actionsOf(captioned, stranger)).toContain('copy_file_link');
  expect([copiedOf(captioned), copiedOf(entry)]).toEqual(['ours', 'x']);
});
