// The languages of the page. Each is loaded when it is spoken.
import type { GuestTable, HostTable } from './words';

type Tables = { guest: () => Promise<{ table: GuestTable }>; host: () => Promise<{ table: HostTable }> };

/** Each language in its own words. */
export const languages = { en: 'English' } as const;

export type LanguageCode = keyof typeof languages;

/** Written from right to left. */
export const rightToLeft: readonly string[] = ['ar'];

/** `pseudo` is for developers: long, accented English shows what does not fit. */
export const tables: Record<string, Tables> = {
  pseudo: { guest: () => import('./pseudo/guest'), host: () => import('./pseudo/host') },
};

/** The first of these languages that the page speaks. */
export function firstKnown(wanted: readonly string[]): LanguageCode {
  const codes = wanted.map((language) => language.toLowerCase().split('-')[0]);
  return codes.find((code): code is LanguageCode => code !== undefined && code in languages) ?? 'en';
}
