// An exported page leads to the files in the room's folder, and shows names as text.
import { expect, it } from 'vitest';
import { sharedOf } from './shared';

it('has a link to each file, and the caption', () => {
  const file = {
    name: 'photo\u202Egpj.<b>',
    bytes: 2_300_000,
    width: 4,
    height: 3,
    path: 'files/7kq2a-a #%.jpg',
  };
  const [list, caption] = sharedOf({ files: [file, { ...file, bytes: null }], caption: 'ours' }, null);
  const links = [...(list?.querySelectorAll('a') ?? [])];
  expect(links.map((link) => link.getAttribute('href'))).toEqual(Array(2).fill('files/7kq2a-a%20%23%25.jpg'));
  expect([...(list?.children ?? [])].map((row) => row.textContent)).toEqual([
    'photo\uFFFDgpj.<b> (2.3 MB)',
    'photo\uFFFDgpj.<b>',
  ]);
  expect(list?.querySelector('b')).toBeNull();
  expect(caption?.textContent).toBe('ours');
});

it('has no empty caption', () => {
  expect(sharedOf({ files: [], caption: '' }, null)).toHaveLength(1);
});
