// A language for developers, made of the English one: accents, and half as long again. Words that
// stay plain are not in a table, and words that do not fit would not fit in German either.

// prettier-ignore
const ACCENTS: Record<string, string> = {
  a: 'á', c: 'ç', e: 'é', i: 'í', n: 'ñ', o: 'ö', s: 'š', u: 'ü', y: 'ý', z: 'ž',
  A: 'Á', C: 'Ç', E: 'É', I: 'Í', N: 'Ñ', O: 'Ö', S: 'Š', U: 'Ü',
};

/** Returns a table whose words are all accented and long, however deep they lie in it. */
export function pseudo<Table>(table: Table): Table {
  return changed(table) as Table;
}

function changed(value: unknown): unknown {
  if (typeof value === 'string') return long(value);
  if (typeof value === 'function') return (...args: unknown[]) => changed(value(...args));
  if (Array.isArray(value)) return value.map(changed);
  if (typeof value !== 'object' || value === null || isName(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, changed(inner)]));
}

/** Whether this is a person's name in a sentence. */
const isName = (value: object) => 'name' in value && Object.keys(value).length === 1;

/** Spaces at both ends stay there. */
function long(words: string): string {
  const accented = [...words].map((char) => ACCENTS[char] ?? char).join('');
  return accented.replace(/\S(.*\S)?/s, (core) => core + '~'.repeat(Math.ceil(core.length / 2)));
}
