// The guide as a page: its links have targets, its pictures are beside it, and it has no script.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { page } from './guide';

const written = readFileSync(join(import.meta.dirname, '../../docs/guide.md'), 'utf8');
const parsed = new DOMParser().parseFromString(page(written), 'text/html');

it('has a heading for each link to a part of it', () => {
  const links = [...parsed.querySelectorAll('a')].map((link) => link.getAttribute('href') ?? '');
  expect(links.length).toBeGreaterThan(4);
  for (const link of links) expect(parsed.getElementById(link.slice(1)), link).not.toBeNull();
});

it('has its pictures beside it, each with words for those who do not see it', () => {
  const pictures = [...parsed.querySelectorAll('img')];
  expect(pictures.length).toBeGreaterThan(2);
  for (const picture of pictures) {
    expect(picture.getAttribute('src')).toMatch(/^[\w-]+\.png$/);
    expect(picture.alt).not.toBe('');
  }
});

it('runs no script', () => {
  expect(parsed.querySelector('script')).toBeNull();
});
