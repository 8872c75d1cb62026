// The words that only an exported page shows, in French.
/* eslint no-irregular-whitespace: ["error", { "skipTemplates": true }] -- they are meant */
import { counting } from '../counted';
import type { ViewerWords } from '../words';

const count = counting('fr');
const number = (n: number) => count(n, { other: '#' });

export const viewer: ViewerWords = {
  facts: (entries, when) =>
    `${count(entries, { one: '# entrée', other: '# entrées' })}, export de Flatchat du ${when}`,
  conversation: 'Conversation',
  empty: 'Rien n’a été dit dans ce salon.',

  search: 'Rechercher',
  previous: 'Résultat précédent',
  next: 'Résultat suivant',
  hits: (at, all) => `${number(at)} sur ${number(all)}`,
  searching: (found) => `${number(found)} pour l’instant…`,
  noHit: 'Introuvable',

  edited: 'modifié',
  pinned: 'épinglé',
  removed: (by, reason) => `Supprimé${by === null ? '' : ` par ${by}`}${reason === '' ? '' : ` : ${reason}`}`,
  quoteRemoved: 'supprimé',
  files: (n) => count(n, { one: '# fichier', other: '# fichiers' }),
  notice: 'Note',
  setTopic: 'a choisi le sujet :',
  shared: 'a partagé :',
  whole: 'Tout afficher',
  cut: 'La ligne du fichier est plus longue.',
  linkTo: (time) => `Lien vers cette entrée, ${time}`,
};
