// The theme is right before the first paint and stays so: two scripts decide it, and must agree.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import early from '../../public/early.js?raw';
import { Theme } from './theme.svelte';

let systemDark: boolean;

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: systemDark, addEventListener: () => {} }));
});

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
  document.head.replaceChildren();
  document.documentElement.removeAttribute('style');
});

const shown = () => document.documentElement.dataset['theme'];

describe.each([true, false])('where the system prefers dark: %s', (prefersDark) => {
  it.each([null, 'light', 'dark', 'pink'])(
    'the kept choice %s looks the same from the first paint on',
    (kept) => {
      systemDark = prefersDark;
      if (kept) localStorage.setItem('flatchat.theme', kept);
      new Function(early)();
      const atFirst = shown();
      expect(atFirst).toBe({ light: 'light', dark: 'dark' }[kept ?? ''] ?? (prefersDark ? 'dark' : 'light'));
      new Theme();
      expect(shown()).toBe(atFirst);
    },
  );
});

it('a browser that refuses storage gets the theme of its system', () => {
  systemDark = true;
  vi.stubGlobal('localStorage', undefined);
  new Function(early)();
  expect(shown()).toBe('dark');
});

it('what the browser draws around the page follows the chosen theme', () => {
  systemDark = false;
  for (const media of ['light', 'dark']) {
    const meta = document.createElement('meta');
    meta.name = 'theme-color';
    meta.media = `(prefers-color-scheme: ${media})`;
    document.head.append(meta);
  }
  document.documentElement.style.setProperty('--paper', '#123456');
  new Theme().choose('dark');
  const colours = [...document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]')];
  expect(colours.map((meta) => meta.content)).toEqual(['#123456', '#123456']);
});
