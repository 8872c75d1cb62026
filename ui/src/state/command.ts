// What a person may type instead of a message: a slash and one of a few words. Two slashes say the
// words with one slash.
//
// Only a word of Latin letters is a command, so that a path such as `/etc/hosts` is a message. One
// that is not known is refused: it was meant to do something, and not to be said to everybody.

export type Typed = { said: string } | { topic: string } | { unknown: string } | { help: true };

const COMMAND = /^\/(\/?)([a-z]+)(?:\s+([^]*))?$/i;
const SHRUG = '¯\\_(ツ)_/¯';

export function readTyped(text: string): Typed {
  const command = COMMAND.exec(text);
  if (!command) return { said: text };
  const [, escape, word = '', words = ''] = command;
  return escape ? { said: text.slice(1) } : commanded(word.toLowerCase(), words);
}

function commanded(word: string, words: string): Typed {
  switch (word) {
    case 'me':
      return words === '' ? { help: true } : { said: `*${words}*` };
    case 'shrug':
      return { said: `${words} ${SHRUG}`.trim() };
    case 'topic':
      return { topic: words };
    case 'help':
      return { help: true };
    default:
      return { unknown: `/${word}` };
  }
}
