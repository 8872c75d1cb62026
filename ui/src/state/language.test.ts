// The page speaks the language that was chosen, or the first of the browser's that it has.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { firstKnown, tables } from '../strings/languages';
import { t } from '../strings/page';
import { locale, speak } from '../strings/spoken';
import { Language } from './language.svelte';

const english = t.close;

beforeEach(() => localStorage.clear());

afterEach(() => {
  speak({ language: 'en', guest: null, host: null });
  vi.restoreAllMocks();
});

it.each([
  [['en-GB', 'de'], 'en'],
  [['xx', 'EN-us'], 'en'],
  [[], 'en'],
])('the first known one of %s is %s', (wanted, found) => {
  expect(firstKnown(wanted)).toBe(found);
});

it('other words are spoken everywhere once they are loaded, and English again', async () => {
  localStorage.setItem('flatchat.language', 'pseudo');
  const host = vi.spyOn(tables['pseudo']!, 'host');
  const language = new Language({ spoken: () => Promise.resolve('en') });
  await language.load();
  expect(host).toHaveBeenCalledOnce();
  expect(t.close).not.toBe(english);
  expect(t.header.peopleHere(3)).toMatch(/^3 /);
  const changed = vi.fn();
  language.onchange = changed;
  await language.choose('en');
  expect(changed).toHaveBeenCalledOnce();
  expect([t.close, localStorage.getItem('flatchat.language')]).toEqual([english, 'en']);
});

it('words that cannot be loaded leave the page English', async () => {
  localStorage.setItem('flatchat.language', 'pseudo');
  vi.spyOn(tables['pseudo']!, 'guest').mockRejectedValue(new Error('offline'));
  await new Language(null).load();
  expect(t.close).toBe(english);
});

it('a language whose words do not come is not chosen, and the page speaks as before', async () => {
  const language = new Language(null);
  const changed = vi.fn();
  language.onchange = changed;
  expect(await language.choose('fr')).toBe(true);
  const french = t.close;
  const words = vi.spyOn(tables['de']!, 'guest').mockRejectedValue(new Error('offline'));
  expect(await language.choose('de')).toBe(false);
  const { lang } = document.documentElement;
  expect([lang, t.close, language.choice]).toEqual(['fr', french, 'fr']);
  expect([localStorage.getItem('flatchat.language'), changed.mock.calls.length]).toEqual(['fr', 1]);
  words.mockRestore();
  expect(await language.choose('de')).toBe(true);
  expect([document.documentElement.lang, language.choice]).toEqual(['de', 'de']);
});

it('the window’s words that do not come leave it as it was, too', async () => {
  let spoken: 'fr' | 'ja' = 'fr';
  const language = new Language({ spoken: () => Promise.resolve(spoken) });
  await language.load();
  vi.spyOn(tables['ja']!, 'host').mockRejectedValue(new Error('offline'));
  spoken = 'ja';
  await language.followShell();
  expect(document.documentElement.lang).toBe('fr');
});

it('of two choices the later one counts, whichever words come first', async () => {
  const language = new Language(null);
  const changed = vi.fn();
  language.onchange = changed;
  const load = tables['fr']!.guest;
  let come = () => {};
  const late = new Promise<void>((done) => (come = done));
  vi.spyOn(tables['fr']!, 'guest').mockImplementation(() => late.then(load));
  const first = language.choose('fr');
  expect(await language.choose('de')).toBe(true);
  come();
  expect(await first).toBe(true);
  expect([document.documentElement.lang, language.choice]).toEqual(['de', 'de']);
  expect(changed).toHaveBeenCalledOnce();
});

it('the host’s words are not loaded for guests', async () => {
  localStorage.setItem('flatchat.language', 'pseudo');
  const host = vi.spyOn(tables['pseudo']!, 'host');
  await new Language(null).load();
  expect(host).not.toHaveBeenCalled();
});

it('dates take the browser’s own form of the language', () => {
  vi.spyOn(navigator, 'language', 'get').mockReturnValue('en-NZ');
  expect(locale()).toBe('en-NZ');
  vi.spyOn(navigator, 'language', 'get').mockReturnValue('it-IT');
  expect(locale()).toBe('en');
});

it('a language that is written from the right turns the page around', async () => {
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['ar-EG']);
  await new Language(null).load();
  const { lang, dir } = document.documentElement;
  expect([lang, dir]).toEqual(lang === 'ar' ? ['ar', 'rtl'] : ['en', 'ltr']);
});

it('the host’s window speaks what the shell speaks, also after that has changed', async () => {
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['fi']);
  let spoken: 'fr' | 'ja' = 'fr';
  const language = new Language({ spoken: () => Promise.resolve(spoken) });
  const changed = vi.fn();
  language.onchange = changed;
  await language.load();
  expect(document.documentElement.lang).toBe('fr');
  await language.followShell();
  expect(changed).not.toHaveBeenCalled();
  spoken = 'ja';
  await language.followShell();
  expect([document.documentElement.lang, changed.mock.calls.length]).toEqual(['ja', 1]);
});

it('a shell that does not answer leaves the choice to the browser', async () => {
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['de']);
  await new Language({ spoken: () => Promise.reject(new Error('no room')) }).load();
  expect(document.documentElement.lang).toBe('de');
});
