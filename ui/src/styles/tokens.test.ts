// Words and parts of controls have the contrast that WCAG 2.2 (1.4.3 and 1.4.11) demands, in both
// themes.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Colours = Record<string, string>;

const read = (path: string) => readFileSync(path, 'utf8');
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(svelte|css)$/.test(name))
  .map((name) => read(`src/${name}`));
const [index, tokens] = [read('index.html'), read('src/styles/tokens.css')];
const [light = {}, dark = {}] = [...tokens.matchAll(/:root[^{]*\{([^}]*)\}/g)].map(([, block]) =>
  declarationsIn(block ?? ''),
);
const themes: [string, Colours][] = [
  ['light', light],
  ['dark', { ...light, ...dark }],
];

const NAMES = [0, 1, 2, 3, 4, 5].map((n) => `name-${n}`);

/** Which words stand on which ground. */
const WORDS: Record<string, string[]> = {
  ink: ['paper', 'raised', 'hover', 'own', 'note'],
  // On `hover`: disabled controls. On `own`: messages that are being sent.
  'ink-quiet': ['paper', 'raised', 'hover', 'own', 'note'],
  accent: ['paper', 'raised', 'own', 'note'],
  danger: ['paper', 'raised', 'note'],
  good: ['paper', 'raised'],
  'on-fill': ['fill', 'fill-hover'],
  ...Object.fromEntries(NAMES.map((name) => [name, ['paper', 'raised', 'note']])),
};

/** Borders, knobs, dots, scrollbars and the ring around the focused element. */
const PARTS: Record<string, string[]> = {
  edge: ['paper', 'raised', 'hover'],
  accent: ['paper', 'raised', 'note'],
  good: ['paper', 'raised'],
  danger: ['paper', 'raised'],
  'on-fill': ['fill'],
};

function declarationsIn(block: string): Colours {
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value.trim()]),
  );
}

function resolve(colours: Colours, name: string): string {
  const value = colours[name] ?? '';
  const other = /^var\(--([\w-]+)\)$/.exec(value)?.[1];
  return other ? resolve(colours, other) : value;
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => linear(parseInt(hex.slice(at, at + 2), 16) / 255));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

const linear = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);

function contrast(a: string, b: string): number {
  const [more, less] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (more! + 0.05) / (less! + 0.05);
}

function tooWeak(colours: Colours, pairs: Record<string, string[]>, least: number): string[] {
  const all = Object.entries(pairs).flatMap(([over, unders]) => unders.map((under) => [over, under]));
  return all.flatMap(([over = '', under = '']) => {
    const found = contrast(resolve(colours, over), resolve(colours, under));
    return found >= least ? [] : [`${over} on ${under}: ${found.toFixed(2)}`];
  });
}

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
  const unchecked = used.map(([, name = '']) => name).filter((name) => !(name in WORDS));
  expect(unchecked).toEqual([]);
});

it('nothing is made pale by opacity, which no pair of colours shows', () => {
  const pale = sources
    .map((source) => source.replace(/@keyframes[^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}/g, ''))
    .flatMap((source) => [...source.matchAll(/opacity: 0?\.\d+/g)]);
  expect(pale.map(([found]) => found)).toEqual([]);
});
