// What the caret stands in, if that can be completed: `@na`, `:smi` or `/to`.

export type Token = {
  kind: 'name' | 'emoji' | 'command';
  /** Without the sign. */
  query: string;
  /** Where it stands in the text, with its sign. */
  from: number;
  to: number;
};

/** A name has at most 32 characters, which may take two places each. */
const MOST_BEFORE = 80;

const COMMAND = /^\/([a-z]*)$/i;
const EMOJI = /(?:^|[^\p{L}\p{N}\p{M}_:/\\-]):([\p{L}\p{N}\p{M}_+-]{2,})$/u;
/** In scripts without spaces, a name may follow a letter. `me@example.org` is no name. */
const NAME = /(?:^|[^\p{Script=Latin}\p{N}_.+@/\\-])@((?:[^\s@][^\n@]{0,63})?)$/u;
/** A short name that is typed whole. */
const WHOLE = /(?:^|[^\p{L}\p{N}\p{M}_:/\\-]):([\w+-]{2,}):$/u;

export function tokenAt(text: string, caret: number): Token | null {
  const found = (kind: Token['kind'], query: string | undefined): Token | null =>
    query === undefined ? null : { kind, query, from: caret - query.length - 1, to: caret };
  if (caret <= MOST_BEFORE && /^(?:\s|$)/.test(text.slice(caret, caret + 1))) {
    const command = found('command', COMMAND.exec(text.slice(0, caret))?.[1]);
    if (command) return command;
  }
  const before = text.slice(Math.max(0, caret - MOST_BEFORE), caret);
  const token = found('emoji', EMOJI.exec(before)?.[1]) ?? found('name', NAME.exec(before)?.[1]);
  return token && isCode(text, token.from) ? null : token;
}

/** The short name that ends before the caret, as in `:smile:`. */
export function wholeNameAt(text: string, caret: number): Token | null {
  const query = WHOLE.exec(text.slice(Math.max(0, caret - MOST_BEFORE), caret))?.[1];
  const from = caret - (query?.length ?? 0) - 2;
  return query === undefined || isCode(text, from) ? null : { kind: 'emoji', query, from, to: caret };
}

/** Whether a backtick before it is still without its partner. */
function isCode(text: string, at: number): boolean {
  return text.slice(0, at).split('`').length % 2 === 0;
}
