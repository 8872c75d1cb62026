// Times and days in the time zone and the language of the browser.

const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });
const day = new Intl.DateTimeFormat(undefined, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const minute = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

export const timeOf = (at: string): string => clock.format(new Date(at));
export const fullTimeOf = (at: string): string => full.format(new Date(at));
export const minuteOf = (at: string): string => minute.format(new Date(at));
/** Equal for times of the same day only. Empty: no day. */
export const dayOf = (at: string): string => (at === '' ? '' : day.format(new Date(at)));
