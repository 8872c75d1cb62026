// Times and days in the viewer's time zone and language. Components that show them update when the
// zone changes.
import { zone } from '../../browser/zone.svelte';
import { t } from '../../strings/page';
import { locale } from '../../strings/spoken';

const DAY_MS = 24 * 60 * 60 * 1000;

const FORMATS = {
  clock: { hour: 'numeric', minute: '2-digit' },
  whenThisYear: { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' },
  whenOtherYear: { dateStyle: 'medium', timeStyle: 'short' },
  full: { dateStyle: 'full', timeStyle: 'medium' },
  dayThisYear: { weekday: 'long', day: 'numeric', month: 'long' },
  dayOtherYear: { day: 'numeric', month: 'long', year: 'numeric' },
} as const;

/**
 * Formats by name, language and zone: a format keeps the zone in which it was made, and making one
 * is slow.
 */
const made = new Map<string, Intl.DateTimeFormat>();

/** Empty: a time that is none. An exception here would take the whole list away. */
function format(name: keyof typeof FORMATS, at: Date): string {
  if (isNaN(+at)) return '';
  const language = locale();
  const key = `${name} ${language} ${zone.name}`;
  let format = made.get(key);
  if (!format) made.set(key, (format = new Intl.DateTimeFormat(language, FORMATS[name])));
  return format.format(at);
}

export function timeOf(at: string): string {
  return format('clock', new Date(at));
}

/** The day and the time, in short. */
export function whenOf(at: string, now: number): string {
  const date = new Date(at);
  return format(isOfYear(date, now) ? 'whenThisYear' : 'whenOtherYear', date);
}

export function fullTimeOf(at: string): string {
  return format('full', new Date(at));
}

/**
 * The calendar day in the viewer's zone, as a number that is equal for equal days only. NaN: it is
 * no time.
 */
export function dayNumber(at: string): number {
  const date = new Date(at);
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY_MS;
}

export function dayLabel(at: string, today: number): string {
  const date = new Date(at);
  const ago = dayNumber(new Date(today).toISOString()) - dayNumber(at);
  if (ago === 0) return t.log.today;
  if (ago === 1) return t.log.yesterday;
  return format(isOfYear(date, today) ? 'dayThisYear' : 'dayOtherYear', date);
}

const isOfYear = (date: Date, now: number) => date.getFullYear() === new Date(now).getFullYear();
