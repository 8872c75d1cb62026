// Links are found where people mean them, only for http and https, and in one pass over any text.
import { describe, expect, it } from 'vitest';
import { linkify, MOST_LINKS } from './linkify';
import * as vectors from './linkify.vectors';

const linksIn = (text: string) => linkify(text).filter((part) => part.href !== null);
const links = (text: string) => linksIn(text).map((part) => part.text);

describe.each(Object.entries(vectors))('the linkifier and the vectors of %s', (_, table) => {
  it.each(table)('%j', (text, ...expected) => {
    expect(links(text)).toEqual(expected);
  });

  it.each(table)('lose no character of %j', (text) => {
    expect(
      linkify(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});

describe('a link', () => {
  it('leads where it says, over http if it names no scheme', () => {
    expect(linkify('www.c.example')[0]?.href).toBe('http://www.c.example/');
    expect(linkify('HTTPS://a.example/b')[0]?.href).toBe('https://a.example/b');
  });

  it('shows where it leads if a user name or another writing of the host could deceive', () => {
    const leadsTo = (text: string) => linksIn(text)[0]?.leadsTo;
    expect(leadsTo('http://paypal.com@evil.example')).toBe('evil.example');
    expect(leadsTo('https://paypal.com:443@evil.example:8080/login')).toBe('evil.example:8080');
    expect(leadsTo('http://paypal.com%2f@evil.example')).toBe('evil.example');
    expect(leadsTo('http://a@b@evil.example')).toBe('evil.example');
    expect(leadsTo('http://@evil.example')).toBeUndefined();
    expect(leadsTo('http://3232235777/')).toBe('192.168.1.1');
    expect(leadsTo('http://0x7f.1/')).toBe('127.0.0.1');
    expect(leadsTo('http://p\u0430ypal.com')).toBe('xn--pypal-4ve.com');
    expect(leadsTo('https://\u0430\u0440\u0440\u04cf\u0435.com')).toBe('xn--80ak6aa92e.com');
    expect(leadsTo('https://goog\u0131e.com')).toMatch(/^xn--/);
  });

  it('shows nothing beside plain hosts, and how an international one travels in its title', () => {
    for (const text of [
      'http://A.example',
      'http://192.168.1.1',
      'http://[::0001]/',
      'https://b\u00fccher.example',
    ]) {
      expect(linksIn(text)[0]).toMatchObject({ text });
      expect(linksIn(text)[0]).not.toHaveProperty('leadsTo');
    }
    expect(linksIn('https://例え.jp:8080/')[0]?.title).toBe('xn--r8jz45g.jp:8080');
    expect(linksIn('https://a.example')[0]).not.toHaveProperty('title');
  });

  it('is made of the first of very many addresses only', () => {
    const text = 'http://a.b '.repeat(MOST_LINKS + 100);
    expect(links(text)).toHaveLength(MOST_LINKS);
    expect(linkify(text).length).toBeLessThanOrEqual(2 * MOST_LINKS + 1);
  });
});

/** A text that counts how many of its characters are read. */
class Counted extends String {
  reads = 0;

  override charAt(at: number) {
    this.reads++;
    return super.charAt(at);
  }

  override charCodeAt(at: number) {
    this.reads++;
    return super.charCodeAt(at);
  }

  override codePointAt(at: number) {
    this.reads++;
    return super.codePointAt(at);
  }

  override slice(from?: number, to?: number) {
    const part = super.slice(from, to);
    this.reads += part.length;
    return part;
  }
}

const reads = (text: string) => {
  const counted = new Counted(text);
  linkify(counted as unknown as string);
  return counted.reads;
};

describe('the work for a message', () => {
  const units = [
    ')',
    '(',
    '[',
    '].',
    '.',
    ',',
    '-',
    '_',
    '*',
    '@',
    ':',
    '/',
    '\u0301',
    '\ud83d',
    '\ude00',
    '😀',
    'あ',
    '、',
    '\n',
    ' ',
    'h',
    'w',
    'www.',
    'www.-',
    '-www.',
    '.-www.',
    'www.あ.',
    'www.a..',
    'http:',
    'http://',
    'https://',
    'http://a',
    'http://a.b ',
    'http://a.b/)',
    'http://a.b/(',
    'http://a.b,',
    'http://a.bあ',
    'http://a.b/,',
    'http://@',
    'http://a@',
    'http://[',
    'http://[::',
    'http://[::1]',
    'http://a:99999/',
    'http://a:',
    '//',
    '://',
    'a@',
    'a.',
    "'http://a.b/",
    '*http://a.b/',
    '+http://',
    '\u202e',
    'http://\u3164.',
    'http://-a.',
    `http://${'a'.repeat(300)}`,
    `www.${'a'.repeat(300)}`,
  ];
  const before = ['', 'http://a.b/', 'http://a.b/(', 'http://', 'http://a@', 'www.', 'www.a', '*http://a.b/'];
  const cases = units.flatMap((unit) => before.map((start) => [start, unit] as const));

  it.each(cases)('is linear: %j and very many %j', (start, unit) => {
    const text = (chars: number) => start + unit.repeat(chars / unit.length);
    const [once, twice] = [reads(text(20_000)), reads(text(40_000))];
    expect(twice).toBeLessThan(2.5 * once + 1000);
    expect(twice).toBeLessThan(20 * 40_000);
  });
});
