// What the composer takes for a command, and what it says.
import { expect, it } from 'vitest';
import { readTyped } from './command';

it.each([
  ['/topic today: soldering', 'today: soldering'],
  ['/topic', ''],
  ['/Topic tea', 'tea'],
  ['/topic  two\nlines', 'two\nlines'],
])('%j sets the topic %j', (text, topic) => {
  expect(readTyped(text)).toEqual({ topic });
});

it.each([
  ['//topic', '/topic'],
  ['//topic tea', '/topic tea'],
  ['//topics', '//topics'],
  ['/topics', '/topics'],
  ['/topic: tea', '/topic: tea'],
  ['see /topic tea', 'see /topic tea'],
  ['// topic', '// topic'],
  ['/me waves', '/me waves'],
])('%j says %j', (text, said) => {
  expect(readTyped(text)).toEqual({ said });
});
