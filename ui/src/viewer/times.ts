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

/** Empty: a time that is none, as another program may have put into the file. */
function text(format: Intl.DateTimeFormat, at: string): string {
  const date = new Date(at);
  return isNaN(+date) ? '' : format.format(date);
}

export const timeOf = (at: string): string => text(clock, at);
export const fullTimeOf = (at: string): string => text(full, at);
export const minuteOf = (at: string): string => text(minute, at);
/** Equal for times of the same day only. Empty: no day. */
export const dayOf = (at: string): string => text(day, at);
