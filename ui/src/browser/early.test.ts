// Browsers that cannot run the bundle are led to the simple page, and all others are not.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import early from '../../public/early.js?raw';

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  const [plain, app] = [document.createElement('p'), document.createElement('div')];
  plain.id = 'plain';
  plain.hidden = true;
  app.id = 'app';
  document.body.append(plain, app);
});

afterEach(() => {
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

const shown = () => !document.getElementById('plain')!.hidden;
const fail = () => window.dispatchEvent(new ErrorEvent('error', { message: 'SyntaxError: ?.' }));

it('a bundle that a browser cannot parse leads to the simple page', () => {
  new Function(early)();
  expect(shown()).toBe(false);
  fail();
  expect(shown()).toBe(true);
});

it('an error of a page that runs does not', () => {
  new Function(early)();
  document.getElementById('app')!.append('the room');
  fail();
  expect(shown()).toBe(false);
});

it('a picture or a script that did not load does not', () => {
  new Function(early)();
  window.dispatchEvent(new Event('error'));
  expect(shown()).toBe(false);
});

it('a browser without modules is led there once the page has loaded', () => {
  vi.spyOn(document, 'createElement').mockReturnValue({} as HTMLElement);
  new Function(early)();
  vi.restoreAllMocks();
  window.dispatchEvent(new Event('load'));
  expect(shown()).toBe(true);
});
