// Numbers with their nouns, by the rules of a language.

import { locale } from './spoken';

/** The forms of a noun, in which `#` stands for the number. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** Returns what chooses the form for a number in this language. */
export function counting(language: string): (n: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(language);
  return (n, forms) => (forms[rules.select(n)] ?? forms.other).replace('#', numberIn(language, n));
}

/** In the digits of times and sizes: those of the browser's own form of the language. */
function numberIn(language: string, n: number): string {
  const own = locale();
  return n.toLocaleString(own.startsWith(language) ? own : language);
}
