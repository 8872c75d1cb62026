// The words that only an exported page shows, in German.
import { counting } from '../counted';
import type { ViewerWords } from '../words';

const count = counting('de');
const number = (n: number) => count(n, { other: '#' });

export const viewer: ViewerWords = {
  facts: (entries, when) =>
    `${count(entries, { one: '# Eintrag', other: '# Einträge' })}, mit Flatchat exportiert am ${when}`,
  conversation: 'Unterhaltung',
  empty: 'In diesem Raum wurde nichts gesagt.',

  search: 'Suchen',
  previous: 'Voriger Treffer',
  next: 'Nächster Treffer',
  hits: (at, all) => `${number(at)} von ${number(all)}`,
  searching: (found) => `bisher ${number(found)}\u00a0…`,
  noHit: 'Nicht gefunden',

  edited: 'bearbeitet',
  pinned: 'angepinnt',
  removed: (by, reason) => `Entfernt${by === null ? '' : ` von ${by}`}${reason === '' ? '' : `: ${reason}`}`,
  quoteRemoved: 'entfernt',
  files: (n) => count(n, { one: '# Datei', other: '# Dateien' }),
  notice: 'Notiz',
  setTopic: 'hat das Thema festgelegt:',
  shared: 'hat geteilt:',
  whole: 'Alles zeigen',
  cut: 'Die Zeile in der Datei ist länger.',
  linkTo: (time) => `Link zu diesem Eintrag, ${time}`,
};
