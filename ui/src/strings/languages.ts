// The languages of the page. Each is loaded when it is spoken.
import type { Language } from '../types/Language';
import type { GuestTable, HostTable } from './words';

type Tables = {
  guest: () => Promise<{ table: GuestTable }>;
  host: () => Promise<{ table: HostTable }>;
};

/** Each language in its own words. The tables of Rust have the same ones. */
export const languages = {
  en: 'English',
  ar: 'العربية',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  hi: 'हिन्दी',
  ja: '日本語',
  pt: 'Português',
  zh: '中文',
} as const satisfies Record<Language, string>;

export type LanguageCode = Language;

/** Written from right to left. */
export const rightToLeft: readonly string[] = ['ar'];

/** `pseudo` is for developers: long, accented English shows what does not fit. */
export const tables: Record<string, Tables> = {
  ar: { guest: () => import('./ar/guest'), host: () => import('./ar/host') },
  de: { guest: () => import('./de/guest'), host: () => import('./de/host') },
  es: { guest: () => import('./es/guest'), host: () => import('./es/host') },
  fr: { guest: () => import('./fr/guest'), host: () => import('./fr/host') },
  hi: { guest: () => import('./hi/guest'), host: () => import('./hi/host') },
  ja: { guest: () => import('./ja/guest'), host: () => import('./ja/host') },
  pt: { guest: () => import('./pt/guest'), host: () => import('./pt/host') },
  zh: { guest: () => import('./zh/guest'), host: () => import('./zh/host') },
  pseudo: { guest: () => import('./pseudo/guest'), host: () => import('./pseudo/host') },
};

/** The first of these languages that the page speaks. */
export function firstKnown(wanted: readonly string[]): LanguageCode {
  const codes = wanted.map((language) => language.toLowerCase().split('-')[0]);
  return codes.find((code): code is LanguageCode => code !== undefined && code in languages) ?? 'en';
}

const emoji: Record<string, () => Promise<{ default: string }>> = {
  de: () => import('virtual:emoji/de'),
  es: () => import('virtual:emoji/es'),
  fr: () => import('virtual:emoji/fr'),
  hi: () => import('virtual:emoji/hi'),
  ja: () => import('virtual:emoji/ja'),
  pt: () => import('virtual:emoji/pt'),
  zh: () => import('virtual:emoji/zh'),
};

/** The words of all emoji. emojibase has none in Arabic: these are English then. */
export function emojiIn(language: string): Promise<{ default: string }> {
  return (emoji[language] ?? (() => import('virtual:emoji/en')))();
}
