// What is offered for completion, and what only looks like it.
import { describe, expect, it } from 'vitest';
import { tokenAt, wholeNameAt } from './token';

/** The bar is the caret. */
const at = (marked: string) => {
  const caret = marked.indexOf('|');
  return [marked.replace('|', ''), caret] as const;
};

const tokenIn = (marked: string) => tokenAt(...at(marked));

describe('the caret stands in', () => {
  it.each([
    ['@|', 'name', ''],
    ['hi @na|', 'name', 'na'],
    ['(@na|)', 'name', 'na'],
    ['@Maria Jo|', 'name', 'Maria Jo'],
    ['你好@na|', 'name', 'na'],
    ['a\n@Оля|', 'name', 'Оля'],
    [':smi|', 'emoji', 'smi'],
    ['so :+1|', 'emoji', '+1'],
    ['(:überr|', 'emoji', 'überr'],
    ['🎉:ta|', 'emoji', 'ta'],
    ['/|', 'command', ''],
    ['/to|', 'command', 'to'],
    ['/to| tea', 'command', 'to'],
  ])('%j: a %s, %j', (marked, kind, query) => {
    const [text, caret] = at(marked);
    const token = tokenAt(text, caret);
    expect(token).toMatchObject({ kind, query, to: caret });
    expect(text.slice(token!.from, token!.to)).toBe(text.charAt(token!.from) + query);
  });

  it.each([
    '|',
    'na|',
    'me@na|',
    'me@example.org|',
    'https://a.example/@na|',
    '@@na|',
    '@ na|',
    '@na\n|',
    'http:/|',
    '12:30|',
    'a:bc|',
    ':D|',
    ':)|',
    '::abc|',
    'C:\\:ab|',
    ' /to|',
    '/to|pic',
    '/to pic|',
    'a /to|',
    '`@na|',
    '`:smi|',
    '```\n@na|',
  ])('%j: nothing', (marked) => {
    expect(tokenIn(marked)).toBeNull();
  });

  it('a name after code that is whole', () => {
    expect(tokenIn('`a` @na|')).toMatchObject({ kind: 'name', query: 'na' });
  });

  it('nothing far behind an @, however long the text is', () => {
    expect(tokenAt(`@${'a'.repeat(100)}`, 101)).toBeNull();
  });
});

it('a short name that is typed whole is found, and nothing else', () => {
  const whole = (marked: string) => wholeNameAt(...at(marked));
  expect(whole('ok :smile:|')).toEqual({ kind: 'emoji', query: 'smile', from: 3, to: 10 });
  for (const marked of ['12:30:|', 'a:bc:|', ':a:|', '::|', ':smile|', '`:smile:|', 'https://a:80:|'])
    expect(whole(marked), marked).toBeNull();
});
