import { expect, it } from 'vitest';
import { entryAt } from '../../state/host.fixture';
import { resolved } from '../../state/room.fixture';
import type { ResolvedEntry } from '../../types/ResolvedEntry';
import { patternOf } from './marks';
import { shownWords, textsOf } from './texts';

const said = (text: string) => resolved(entryAt(0, 'bo', text));
const file = (name: string) => ({ name, bytes: 7, width: null, height: null, path: `files/abcde-${name}` });
const shared: ResolvedEntry = {
  ...said('a_b*.txt (7 bytes) files/abcde-a_b*.txt'),
  share: { files: [file('a_b*.txt'), file('c*.txt')], caption: 'from the *oven*' },
};

it('of files, names and the caption are searched, and shown as they are', () => {
  expect(textsOf(shared)).toEqual(['a_b*.txt', 'c*.txt', 'from the *oven*']);
  expect(shownWords(shared, null)).toBe('a_b*.txt\nc*.txt\nfrom the *oven*');
});

it('the signs of markup are shown only where one was searched for', () => {
  const entry = said('try **make** `run`');
  expect(shownWords(entry, patternOf(['make']))).toBe('try make run');
  expect(shownWords(entry, patternOf(['`run`']))).toBe('try **make** `run`');
  expect(shownWords(entry, patternOf(['bo']))).toBe('try make run');
  expect(shownWords(entry, null)).toBe('try make run');
});
