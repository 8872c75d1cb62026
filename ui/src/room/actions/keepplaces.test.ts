import { expect, test } from 'vitest';
import { keepPlaces } from './keepplaces';

const of = (emoji: string, ...names: string[]) => ({ emoji, names, own: false });
const shown = (places: ReturnType<typeof keepPlaces>) =>
  places.map(({ emoji, names, after }) => `${emoji} ${names.join('+')}${after ? ' after' : ''}`);

test('a withdrawn reaction keeps its place, and new ones come after all others', () => {
  const before = [of('👍', 'ana'), of('🎉', 'bo')];
  const withdrawn = keepPlaces(before, [of('🎉', 'bo', 'cy')], true);
  expect(shown(withdrawn)).toEqual(['👍 ', '🎉 bo+cy']);
  const added = keepPlaces(withdrawn, [of('😂', 'cy'), of('🎉', 'bo')], true);
  expect(shown(added)).toEqual(['👍 ', '🎉 bo', '😂 cy after']);
  const again = keepPlaces(added, [of('😂', 'cy'), of('👍', 'ana'), of('🎉', 'bo')], true);
  expect(shown(again)).toEqual(['👍 ana', '🎉 bo', '😂 cy after']);
});

test('where nothing stands behind the reactions, new ones follow them', () => {
  const added = keepPlaces([of('👍', 'ana')], [of('😂', 'cy')], false);
  expect(shown(added)).toEqual(['👍 ', '😂 cy']);
});
