// Times and days in the time zone of the browser and the language of the page.
import { viewerLocale } from '../strings/viewer';

const clock = new Intl.DateTimeFormat(viewerLocale, { hour: 'numeric', minute: '2-digit' });
const full = new Intl.DateTimeFormat(viewerLocale, { dateStyle: 'full', timeStyle: 'medium' });
const day = new Intl.DateTimeFormat(viewerLocale, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const minute = new Intl.DateTimeFormat(viewerLocale, { dateStyle: 'medium', timeStyle: 'short' });

export const timeOf = (at: string): string => clock.format(new Date(at));
export const fullTimeOf = (at: string): string => full.format(new Date(at));
export const minuteOf = (at: string): string => minute.format(new Date(at));
/** Equal for times of the same day only. Empty: no day. */
export const dayOf = (at: string): string => (at === '' ? '' : day.format(new Date(at)));
