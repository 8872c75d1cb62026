// Times and days as the viewer's own zone and language have them.
import { t } from '../strings/en';

const DAY_MS = 24 * 60 * 60 * 1000;

const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });
const dayThisYear = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const dayOtherYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });

export function timeOf(at: string): string {
  return clock.format(new Date(at));
}

export function fullTimeOf(at: string): string {
  return full.format(new Date(at));
}

/** The calendar day in the viewer's zone, as a number that is equal for equal days only. */
export function dayNumber(at: string): number {
  const date = new Date(at);
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY_MS;
}

export function minuteNumber(at: string): number {
  return Math.floor(Date.parse(at) / 60_000);
}

export function dayLabel(at: string, today: number): string {
  const date = new Date(at);
  const ago = dayNumber(new Date(today).toISOString()) - dayNumber(at);
  if (ago === 0) return t.log.today;
  if (ago === 1) return t.log.yesterday;
  return (date.getFullYear() === new Date(today).getFullYear() ? dayThisYear : dayOtherYear).format(date);
}
