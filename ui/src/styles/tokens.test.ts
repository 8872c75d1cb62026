// Words and parts of controls have the contrast that WCAG 2.2 (1.4.3 and 1.4.11) demands, in both
// themes.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { resolve, themes, tooWeak } from './colours.fixture';

const read = (path: string) => readFileSync(path, 'utf8');
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(svelte|css)$/.test(name))
  .map((name) => read(`src/${name}`));
const index = read('index.html');

/** The hues of people, which hues.test.ts checks. */
const HUES = ['deep', 'pale', 'on-deep', 'on-pale'];

/** Which words stand on which ground. */
const WORDS: Record<string, string[]> = {
  ink: ['paper', 'raised', 'hover', 'own', 'note'],
  // On `hover`: disabled controls. On `own`: messages that are being sent.
  'ink-quiet': ['paper', 'raised', 'hover', 'own', 'note'],
  accent: ['paper', 'raised', 'own', 'note'],
  danger: ['paper', 'raised', 'note'],
  good: ['paper', 'raised'],
  'on-fill': ['fill', 'fill-hover'],
};

/** Borders, knobs, dots, scrollbars and the ring around the focused element. */
const PARTS: Record<string, string[]> = {
  edge: ['paper', 'raised', 'hover'],
  accent: ['paper', 'raised', 'note'],
  good: ['paper', 'raised'],
  danger: ['paper', 'raised'],
  'on-fill': ['fill'],
  'own-edge': ['paper'],
};

describe.each(themes)('in the %s theme', (theme, colours) => {
  it('words can be read', () => expect(tooWeak(colours, WORDS, 4.5)).toEqual([]));

  it('parts of controls can be seen', () => expect(tooWeak(colours, PARTS, 3)).toEqual([]));

  it('the browser around the page has its colour from the beginning', () => {
    const paper = resolve(colours, 'paper');
    const meta = new RegExp(
      `name="theme-color" content="${paper}" media="\\(prefers-color-scheme: ${theme}\\)"`,
    );
    expect(index).toMatch(meta);
  });
});

it('a colour that words are set in is checked here', () => {
  const used = sources.flatMap((source) => [...source.matchAll(/[^-]color: var\(--([\w-]+)\)/g)]);
  const unchecked = used
    .map(([, name = '']) => name)
    .filter((name) => !(name in WORDS) && !HUES.includes(name));
  expect(unchecked).toEqual([]);
});

it('nothing is made pale by opacity, which no pair of colours shows', () => {
  const pale = sources
    .map((source) => source.replace(/@keyframes[^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}/g, ''))
    .flatMap((source) => [...source.matchAll(/opacity: 0?\.\d+/g)]);
  expect(pale.map(([found]) => found)).toEqual([]);
});
