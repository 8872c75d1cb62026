// What can stand in place of a token: names, emoji and commands.
import type { Room } from '../../state/room.svelte';
import { helpWords as h } from '../../strings/help';
import type { EmojiFinder } from '../emoji/loadPicker';
import { COMMANDS } from '../help/help';
import { findNames, peopleOf } from './names';
import type { Token } from './token';

export type Choice = {
  /** What is written in place of the token. */
  text: string;
  /** What is shown: a sign, the name, and what it means. */
  sign: string;
  name: string;
  note: string;
};

/** More than a page shows without scrolling are no help: one types a letter more. */
export const MOST = 8;

export function namesFor({ query }: Token, { presence, log, me, acts }: Room): Choice[] {
  const all = acts.isHost && 'all'.startsWith(query.toLowerCase());
  const people = peopleOf(presence.known, log.entries, me.name);
  const found = findNames(query, people, all ? MOST - 1 : MOST).map(({ name, here }) => {
    return named(name, here ? '' : h.choices.away);
  });
  return all ? [...found, named('all', h.choices.everybody)] : found;
}

const named = (name: string, note: string): Choice => ({ text: `@${name} `, sign: '@', name, note });

export function emojiFor({ query }: Token, finder: EmojiFinder): Choice[] {
  return finder.find(query, MOST).map(({ emoji, name }) => ({ text: emoji, sign: emoji, name, note: '' }));
}

/** A command that is typed whole and takes no words needs no choice: Enter carries it out. */
export function commandsFor({ query }: Token, isHost: boolean): Choice[] {
  const typed = query.toLowerCase();
  return COMMANDS.filter(({ name, hostOnly }) => name.startsWith(typed) && (isHost || !hostOnly))
    .filter(({ name }) => name !== typed)
    .map(({ name, more }) => {
      return { text: `/${name}${more ? ' ' : ''}`, sign: '/', name, note: h.commands[name] };
    });
}
