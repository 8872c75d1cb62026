// The first paint has the words of the page, and waits for nothing but its own styles.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { table as arabic } from '../src/strings/ar/guest';
import { early } from '../src/strings/en/early';
import { page } from '../src/strings/en/page';
import { withLateStyles, withWords, withoutScript, wordsOf } from './early';

const html = readFileSync(`${import.meta.dirname}/../index.html`, 'utf8');
const script = readFileSync(`${import.meta.dirname}/../public/early.js`, 'utf8');

it('the form of index.html says the same as the English page', () => {
  const places = Object.entries(wordsOf({ page }, 'ltr')).filter(([place]) => place !== 'dir');
  const shell = new DOMParser().parseFromString(html, 'text/html').querySelector('.shell');
  for (const [place, text] of places) {
    expect(shell?.querySelector(place)?.textContent, place).toBe(text);
  }
});

it('early.js gets the words of the other languages', () => {
  const written = withWords(script, { ar: wordsOf(arabic, 'rtl') });
  expect(written).toContain(JSON.stringify(arabic.page.door.join));
  expect(() => withWords('var other = {};', {})).toThrow();
});

it('a browser without the script reads its own language', () => {
  const parse = (text: string) => new DOMParser().parseFromString(text, 'text/html');
  const said = (page: Document) =>
    [...page.querySelectorAll('#plain, noscript p')].map((p) => p.textContent.trim());
  const sentences = (words: typeof early) =>
    [words.tooOld, words.needsScript].map((sentence) => `${sentence} ${words.simplePage}`);
  expect(said(parse(html))).toEqual(sentences(early));
  const page = parse(withoutScript(html, { code: 'ar', dir: 'rtl', table: arabic }));
  expect(said(page)).toEqual(sentences(arabic.early));
  expect(page.querySelectorAll('p[lang=ar][dir=rtl] a[href=plain]')).toHaveLength(2);
  expect(() => withoutScript('<p></p>', { code: 'ar', dir: 'rtl', table: arabic })).toThrow();
});

it('the styles of components come behind the form', () => {
  const link = '<link rel="stylesheet" crossorigin href="./assets/index-a.css">';
  const moved = withLateStyles(`<head>${link}</head><body><form></form></body>`);
  expect(moved.indexOf(link)).toBeGreaterThan(moved.indexOf('</form>'));
  expect(() => withLateStyles('<head></head><body></body>')).toThrow();
});
