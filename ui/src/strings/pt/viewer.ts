// The words that only an exported page shows, in Portuguese (in Brazilian spelling).
import { counting } from '../counted';
import type { ViewerWords } from '../words';

const count = counting('pt');
const number = (n: number) => count(n, { other: '#' });

export const viewer: ViewerWords = {
  facts: (entries, when) =>
    `${count(entries, { one: '# entrada, exportada', other: '# entradas, exportadas' })} com o Flatchat em ${when}`,
  conversation: 'Conversa',
  empty: 'Nada foi dito nesta sala.',

  search: 'Buscar',
  previous: 'Resultado anterior',
  next: 'Próximo resultado',
  hits: (at, all) => `${number(at)} de ${number(all)}`,
  searching: (found) => `${number(found)} até agora…`,
  noHit: 'Não encontrado',

  edited: 'editada',
  pinned: 'fixada',
  removed: (by, reason) => `Apagada${by === null ? '' : ` por ${by}`}${reason === '' ? '' : `: ${reason}`}`,
  quoteRemoved: 'apagada',
  files: (n) => count(n, { one: '# arquivo', other: '# arquivos' }),
  notice: 'Aviso',
  setTopic: 'mudou o assunto:',
  shared: 'compartilhou:',
  whole: 'Mostrar tudo',
  cut: 'A linha no arquivo é mais longa.',
  linkTo: (time) => `Link para esta entrada, ${time}`,
};
