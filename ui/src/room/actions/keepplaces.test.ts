import { expect, test, vi } from 'vitest';
import { keepPlaces, watchReach } from './keepplaces';

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

test('a finger can reach what is in view, where there are fingers', () => {
  let see: (seen: { isIntersecting: boolean }[]) => void = () => {};
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(report: typeof see) {
        see = report;
      }
      observe() {}
      disconnect() {}
    },
  );
  const reached = vi.fn();
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  expect(watchReach(reached)).toBeUndefined();
  vi.stubGlobal('matchMedia', () => ({ matches: true }));
  watchReach(reached)?.(document.body);
  see([{ isIntersecting: true }]);
  see([{ isIntersecting: true }, { isIntersecting: false }]);
  expect(reached.mock.calls).toEqual([[true], [false]]);
  vi.unstubAllGlobals();
});
