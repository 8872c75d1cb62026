// How rows are named for screen readers.
import { afterEach, expect, it } from 'vitest';
import { entryAt } from '../../state/host.fixture';
import { resolved } from '../../state/room.fixture';
import { tables } from '../../strings/languages';
import { speak } from '../../strings/spoken';
import { labelOf } from './label';

afterEach(() => speak({ language: 'en', guest: null, host: null }));

const entry = { ...resolved(entryAt(0, 'ana')), at: null, edited: 90, pinned: 180 };

it.each([
  ['en', 'ana, edited, pinned'],
  ['de', 'ana, bearbeitet, angepinnt'],
  ['ar', 'ana، معدّلة، مثبّتة'],
  ['zh', 'ana，已编辑，已置顶'],
  ['ja', 'ana、編集済み、ピン留め'],
])('in %s, the parts of a name are apart as that language writes it', async (language, name) => {
  if (language !== 'en') speak({ language, guest: (await tables[language]!.guest()).table, host: null });
  expect(labelOf(entry, 'message')).toBe(name);
});
