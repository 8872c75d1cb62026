// The words that only an exported page shows, in Spanish.
import { counting } from '../counted';
import type { ViewerWords } from '../words';

const count = counting('es');
const number = (n: number) => count(n, { other: '#' });

export const viewer: ViewerWords = {
  facts: (entries, when) =>
    `${count(entries, { one: '# entrada, exportada', other: '# entradas, exportadas' })} con Flatchat el ${when}`,
  conversation: 'Conversación',
  empty: 'En esta sala no se dijo nada.',

  search: 'Buscar',
  previous: 'Resultado anterior',
  next: 'Resultado siguiente',
  hits: (at, all) => `${number(at)} de ${number(all)}`,
  searching: (found) => `${number(found)} por ahora…`,
  noHit: 'No se encontró',

  edited: 'editado',
  pinned: 'fijado',
  removed: (by, reason) => `Eliminado${by === null ? '' : ` por ${by}`}${reason === '' ? '' : `: ${reason}`}`,
  quoteRemoved: 'eliminado',
  files: (n) => count(n, { one: '# archivo', other: '# archivos' }),
  notice: 'Aviso',
  setTopic: 'cambió el tema:',
  shared: 'compartió:',
  whole: 'Mostrar todo',
  cut: 'La línea del archivo es más larga.',
  linkTo: (time) => `Enlace a esta entrada, ${time}`,
};
