// What the join doctor says, in the language that the host's window speaks.
import type { Advice } from '../types/Advice';
import type { Finding } from '../types/Finding';
import type { Place } from '../types/Place';
import { doctor } from './en/doctor';
import { type DoctorWords, sentence } from './finding';
import { refusalForHost } from './hostRefusals';
import { follow, locale } from './spoken';

let words: DoctorWords = doctor;
follow(({ host }) => (words = host?.doctor ?? doctor));

export function wordsOfFinding(finding: Finding): string {
  if (finding.code === 'trouble') return refusalForHost(finding.problem);
  const { code, ...values } = finding;
  return sentence(words.findings, code, inWords(values));
}

export function wordsOfAdvice({ code, ...values }: Advice): string {
  return sentence(words.advice, code, inWords(values));
}

type Value = string | number | string[] | Place;

function inWords(values: Record<string, Value>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, inWord(key, value)]));
}

function inWord(key: string, value: Value): string {
  if (key === 'profile') return words.profiles[value as keyof DoctorWords['profiles']];
  if (Array.isArray(value)) return new Intl.ListFormat(locale(), { type: 'conjunction' }).format(value);
  return typeof value === 'object' ? placeInWords(value) : String(value);
}

function placeInWords({ ip, card, kind }: Place): string {
  return words.place(ip, card, kind === 'other' ? null : words.kinds[kind]);
}
