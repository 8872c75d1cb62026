// Links: found where people mean them, and never anything but http and https.
import { describe, expect, it } from 'vitest';
import { linkify } from './linkify';

const links = (text: string) => linkify(text).flatMap((part) => (part.href === null ? [] : [part.text]));

describe('the linkifier', () => {
  it('finds http, https and www. addresses', () => {
    expect(links('see http://a.example and https://b.example/x?y=1#z or www.c.example')).toEqual([
      'http://a.example',
      'https://b.example/x?y=1#z',
      'www.c.example',
    ]);
    expect(linkify('www.c.example')[0]?.href).toBe('http://www.c.example/');
  });

  it('leaves the punctuation of the sentence outside', () => {
    expect(links('Go to https://a.example/b. Or https://a.example/c, or https://a.example/d?!')).toEqual([
      'https://a.example/b',
      'https://a.example/c',
      'https://a.example/d',
    ]);
  });

  it('keeps brackets that belong to the address and leaves those around it', () => {
    expect(links('(see https://a.example/b)')).toEqual(['https://a.example/b']);
    expect(links('https://a.example/wiki/Ink_(disambiguation)')).toEqual([
      'https://a.example/wiki/Ink_(disambiguation)',
    ]);
    expect(links('[https://a.example/b].')).toEqual(['https://a.example/b']);
  });

  it('makes no link of any other scheme', () => {
    for (const text of [
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'vbscript:x',
      'ftp://a.b',
    ]) {
      expect(links(text)).toEqual([]);
    }
    expect(links('javascript:https://a.example')).toEqual(['https://a.example']);
  });

  it('stops at quotes and angle brackets', () => {
    expect(links('<a href="https://a.example/">x</a>')).toEqual(['https://a.example/']);
  });

  it('does not begin inside a word', () => {
    expect(links('xhttp://a.example me@www.a.example')).toEqual([]);
  });

  it('makes no link of a bare scheme', () => {
    expect(links('http:// https://... www. www...')).toEqual([]);
  });

  it('loses no character of the text', () => {
    for (const text of ['', 'plain', 'a https://x.example, b\n(www.y.example) 🐈', 'https://x.example']) {
      expect(
        linkify(text)
          .map((part) => part.text)
          .join(''),
      ).toBe(text);
    }
  });
});
