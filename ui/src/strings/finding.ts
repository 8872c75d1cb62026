// The shape of the join doctor's words in a language: a sentence for each code that Rust can send.
import type { Advice } from '../types/Advice';
import type { CardKind } from '../types/CardKind';
import type { Finding } from '../types/Finding';
import type { Profile } from '../types/Profile';

/** A sentence, or what makes one of the values, which are words already. */
type Sentence<Part> = string | ((values: Record<Exclude<keyof Part, 'code'>, string>) => string);

export type Sentences<Parts extends { code: string }> = {
  [Code in Parts['code']]: Sentence<Extract<Parts, { code: Code }>>;
};

export type DoctorWords = {
  /** `trouble` carries a problem, which has words of its own. */
  findings: Sentences<Exclude<Finding, { code: 'trouble' }>>;
  advice: Sentences<Advice>;
  /** An address, and the card that has it; null: nothing more is known of the card. */
  place: (ip: string, card: string, kind: string | null) => string;
  kinds: Record<Exclude<CardKind, 'other'>, string>;
  /** The kinds of networks, as Windows calls them. */
  profiles: Record<Profile, string>;
};

/** The sentence for a code with its values. */
export function sentence<Parts extends { code: string }>(
  sentences: Sentences<Parts>,
  code: Parts['code'],
  values: Record<string, string>,
): string {
  const found: string | ((values: never) => string) = sentences[code];
  return typeof found === 'function' ? found(values as never) : found;
}
