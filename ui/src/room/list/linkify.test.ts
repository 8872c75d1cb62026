// Links are found where people mean them, only to web and e-mail addresses, and in one pass over
// any text.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { addressesIn } from './addresses';
import { everyAddressIn } from './bare';
import { findWith, linkify, MOST_LINKS } from './linkify';

/** A text, and the links in it. */
type Vector = [text: string, ...links: string[]];

const read = (name: string) =>
  JSON.parse(readFileSync(join(process.cwd(), `../tests/vectors/texts/${name}.json`), 'utf8')) as unknown;

/** What becomes a link and what does not. The server's pages and exports have the same links. */
const described = read('links') as Record<string, { text: string; links: string[]; note?: string }[]>;
/** Addresses without a scheme. The search for links is tested with these as well. */
const bareVectors = read('addresses') as Record<string, Vector[]>;
const vectors: Record<string, Vector[]> = { ...bareVectors };
for (const [name, table] of Object.entries(described))
  vectors[name] = table.map(({ text, links }) => [text, ...links]);
/** JSON for Rust cannot hold half of a character. */
vectors['halves'] = [['https://a.example/\ud800x', 'https://a.example/']];

const linksIn = (text: string) => linkify(text).filter((part) => part.href !== null);
const links = (text: string) => linksIn(text).map((part) => part.text);

/** Before the late parts are there. */
describe.each(Object.entries(vectors))('the first finder and %s', (_, table) => {
  beforeAll(() => findWith(addressesIn));

  it.each(table)('%j', (text, ...expected) => {
    expect(links(text)).toEqual(expected.filter((link) => /^(?:https?:\/\/|www\.(?!ana@))/i.test(link)));
  });
});

describe.each(Object.entries(vectors))('the linkifier and %s', (_, table) => {
  beforeAll(() => findWith(everyAddressIn));

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
  it('without a scheme leads to http or to a letter, and shows nothing beside itself', () => {
    const link = (text: string) => linksIn(text)[0];
    expect(link('Example.org/a')).toEqual({ text: 'Example.org/a', href: 'http://example.org/a' });
    expect(link('printer.local:631')?.href).toBe('http://printer.local:631/');
    expect(link('ana+tea@example.org')).toEqual({
      text: 'ana+tea@example.org',
      href: 'mailto:ana+tea@example.org',
    });
  });

  it('without a scheme holds the address in its query', () => {
    expect(links('example.org/?of=http://example.com/x')).toEqual(['example.org/?of=http://example.com/x']);
  });

  it('without a scheme shows where it leads if its letters could deceive', () => {
    expect(linksIn('goog\u0131e.com')[0]?.leadsTo).toMatch(/^xn--/);
    expect(linksIn('öko.de')[0]?.title).toBe('xn--ko-eka.de');
  });

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

  it.each([...'⁄∕╱⟋⧸⫽ノﾉ丿⼃'])('shows where it leads if %j could pass for a slash', (slash) => {
    const before = ['paypal.com', 'paypal.com.', 'paypal.com\u034f', 'paypal.com-', '192.168.1.1'];
    for (const name of before)
      expect(linksIn(`http://${name}${slash}login.evil.example/`)[0]?.leadsTo).toMatch(
        /xn--.*evil\.example$/,
      );
  });

  it.each(['https://президент.рф', 'https://www.пример-2.рф/путь', 'https://ευρώπη.ελ', 'https://ノート.jp'])(
    'shows nothing beside the honest name %s',
    (text) => {
      expect(linksIn(text)[0]).toMatchObject({ text, title: expect.stringContaining('xn--') as string });
      expect(linksIn(text)[0]).not.toHaveProperty('leadsTo');
    },
  );

  it.each([
    'https://президент.com',
    'https://президент',
    'https://prezиdent.рф',
    'https://paypal.рф',
    'https://ευρώπη.рф',
    'https://\u0430pple.\u0441\u043e\u043c',
  ])('shows where it leads for %s, which mixes alphabets or has none but a look-alike', (text) => {
    expect(linksIn(text)[0]?.leadsTo).toContain('xn--');
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
    'http://ahttp',
    'http://a\u00ad',
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
    "'a",
    '~~http://a.b/~',
    '*http://a.b/',
    '+http://',
    '\u202e',
    'http://\u3164.',
    'http://-a.',
    `http://${'a'.repeat(300)}`,
    `www.${'a'.repeat(300)}`,
    'a@b.de ',
    'a@b',
    'a.de',
    'a.de/',
    'a.de?',
    'a.rs/',
    '1.1.1.1:',
    '1.1.1.1/',
    'é',
    'あwww.',
    'あhttp',
    'あhttp://',
    'http://あ',
    'http://a.b/あ',
    'http://a.b/🔥',
    '🔥/',
    '1\ufe0f\u20e3',
    'http://fd00::',
    'fd00:',
    'l·',
    'あ・',
    '1\ufe0f',
    "a'",
    "a'a@b.de ",
    '_a.de ',
    '_a.de_',
    '_a ',
    'a_ ',
    '_ ',
    '_a@b.de ',
    '_a.de\n',
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
