// Safari takes a list without marks for no list at all, unless it says that it is one.
import { expect, it } from 'vitest';

const sources = import.meta.glob('../**/*.svelte', {
  query: '?raw',
  import: 'default',
  eager: true,
}) as Record<string, string>;

it('a list without marks says that it is a list', () => {
  const bare = Object.entries(sources).filter(([, text]) => text.includes('list-style: none'));
  expect(bare.length).toBeGreaterThan(5);
  for (const [path, text] of bare) {
    // The role of a list box, or one that an empty list does not have, is right, too.
    for (const [list] of text.matchAll(/<(ul|ol)\b[^>]*>/g)) expect(list, path).toMatch(/role=.*list/);
  }
});
