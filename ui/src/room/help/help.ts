// What the help lists: commands, markup and keys, each with the words that say what it does. Keys
// that a person has turned off are not in it.
import { singleKeys } from '../../browser/singlekeys.svelte';
import { helpWords as h } from '../../strings/help';

/** What to type or to press, and what it does. Several are shown one after the other. */
export type Line = { signs: string[]; does: string };
export type Chapter = { title: string; lines: Line[] };

export type Command = keyof Omit<typeof h.commands, 'title' | 'literal'>;

/** The commands of the composer, as they are listed. `more`: words may follow. */
export const COMMANDS: { name: Command; more: boolean; hostOnly: boolean }[] = [
  { name: 'me', more: true, hostOnly: false },
  { name: 'shrug', more: true, hostOnly: false },
  { name: 'topic', more: true, hostOnly: true },
  { name: 'help', more: false, hostOnly: false },
];

/** There, Return breaks the line, and a button sends. */
const byTouch = () => matchMedia('(pointer: coarse)').matches;
const isMac = () => /Mac|iP/.test(navigator.platform);

export function chapters(isHost: boolean): Chapter[] {
  return [commands(isHost), writing(), keys(isMac() ? '⌘' : h.keyNames.control)];
}

function commands(isHost: boolean): Chapter {
  const own = COMMANDS.filter(({ hostOnly }) => isHost || !hostOnly);
  const lines = own.map(({ name, more }) => line(h.commands[name], `/${name}${more ? ' …' : ''}`));
  return { title: h.commands.title, lines: [...lines, line(h.commands.literal, '//…')] };
}

function writing(): Chapter {
  const { title, ...does } = h.writing;
  return {
    title,
    lines: [
      line(does.mention, '@…'),
      line(does.emoji, ':…'),
      line(does.emphasis, '*…*'),
      line(does.strong, '**…**'),
      line(does.struck, '~~…~~'),
      line(does.code, '`…`'),
      line(does.block, '```'),
      line(does.quote, '> …'),
      line(does.list, '- …', '1. …'),
    ],
  };
}

function keys(command: string): Chapter {
  const { title, ...does } = h.keys;
  const name = h.keyNames;
  const [sends, breaks] = byTouch() ? [[], name.enter] : [[name.enter], `${name.shift}+${name.enter}`];
  const single = (sign: string) => (singleKeys.on ? [sign] : []);
  return {
    title,
    lines: [
      line(does.send, ...sends, `${command}+${name.enter}`),
      line(does.line, breaks),
      line(does.last, '↑'),
      line(does.leave, name.escape),
      line(does.search, `${command}+F`, ...single('/')),
      line(does.regions, 'F6', `${name.shift}+F6`),
      ...single('?').map((sign) => line(does.help, sign)),
      line(does.rows, '↑', '↓', name.home, name.end),
      line(does.reply, 'R'),
      line(does.edit, 'E'),
      line(does.remove, name.delete),
      line(does.react, '+'),
      line(does.menu, name.enter),
    ],
  };
}

const line = (does: string, ...signs: string[]): Line => ({ signs, does });
