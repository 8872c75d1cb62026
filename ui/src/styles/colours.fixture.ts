// The colours of tokens.css, for tests.
import { readFileSync } from 'node:fs';

export type Colours = Record<string, string>;

export const tokens = readFileSync('src/styles/tokens.css', 'utf8');

const [light = {}, dark = {}] = [...tokens.matchAll(/:root[^{]*\{([^}]*)\}/g)].map(([, block]) =>
  declarationsIn(block ?? ''),
);

export const themes: [string, Colours][] = [
  ['light', light],
  ['dark', { ...light, ...dark }],
];

export function declarationsIn(block: string): Colours {
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value.trim()]),
  );
}

export function resolve(colours: Colours, name: string): string {
  const value = colours[name] ?? '';
  const other = /^var\(--([\w-]+)\)$/.exec(value)?.[1];
  return other ? resolve(colours, other) : value;
}

/** The parts of a colour, each as light from 0 to 1. */
export function lightOf(hex: string): [number, number, number] {
  const part = (at: number) => linear(parseInt(hex.slice(at, at + 2), 16) / 255);
  return [part(1), part(3), part(5)];
}

const linear = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);

function luminance(hex: string): number {
  const [red, green, blue] = lightOf(hex);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast of two colours, as WCAG 2.2 defines it. */
export function contrast(a: string, b: string): number {
  const [more, less] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (more! + 0.05) / (less! + 0.05);
}

/** The pairs of `over` and `under` whose contrast is less than `least`. */
export function tooWeak(colours: Colours, pairs: Record<string, string[]>, least: number): string[] {
  const all = Object.entries(pairs).flatMap(([over, unders]) => unders.map((under) => [over, under]));
  return all.flatMap(([over = '', under = '']) => {
    const found = contrast(resolve(colours, over), resolve(colours, under));
    return found >= least ? [] : [`${over} on ${under}: ${found.toFixed(2)}`];
  });
}
