// The page of an exported room holds all that it needs. Its policy allows that, and nothing else.
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { page } from './viewer';

const written = page('let a = 1 < 2;', 'p{}');
const parsed = new DOMParser().parseFromString(written, 'text/html');

it('allows its own scripts and style, no network and no HTML of text', () => {
  const policy = parsed.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content');
  const hash = (element: Element) =>
    `'sha256-${createHash('sha256')
      .update(element.textContent ?? '')
      .digest('base64')}'`;
  const scripts = [...parsed.querySelectorAll('script')].map(hash).join(' ');
  const [style] = [...parsed.querySelectorAll('style')].map(hash);
  expect(policy?.split('; ')).toEqual([
    "default-src 'none'",
    `script-src ${scripts}`,
    `style-src ${style}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]);
});

it('has a place for the host’s language and its words', () => {
  const root = parsed.documentElement;
  const without = parsed.querySelector('noscript')?.textContent;
  expect([root.lang, root.getAttribute('dir'), without]).toEqual([
    '{language}',
    '{direction}',
    '{needs-script}',
  ]);
});

it('has one place for the entries, and loads nothing', () => {
  expect(written.split('<!--entries-->')).toHaveLength(2);
  expect(parsed.querySelector('[src], link, img, iframe')).toBeNull();
});

it('refuses a script that would end its own element', () => {
  for (const bad of ['"</script>"', '"<!--"', '"</STYLE"']) expect(() => page(bad, '')).toThrow();
});
