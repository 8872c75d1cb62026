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
  ['/me waves', '*waves*'],
  ['/ME  waves at\nall', '*waves at\nall*'],
  ['/shrug', '¯\\_(ツ)_/¯'],
  ['/shrug no idea', 'no idea ¯\\_(ツ)_/¯'],
])('%j says %j', (text, said) => {
  expect(readTyped(text)).toEqual({ said });
});

it.each(['/help', '/HELP', '/help me', '/me'])('%j opens the help', (text) => {
  expect(readTyped(text)).toEqual({ help: true });
});

it.each([
  ['/topics', '/topics'],
  ['/Dance now', '/dance'],
  ['/etc', '/etc'],
])('%j is refused: there is no %s', (text, unknown) => {
  expect(readTyped(text)).toEqual({ unknown });
});

it.each([
  ['//topic', '/topic'],
  ['//topic tea', '/topic tea'],
  ['//me', '/me'],
  ['//dance', '/dance'],
  ['///topic', '///topic'],
  ['// topic', '// topic'],
  ['/', '/'],
  ['/ me', '/ me'],
  ['/topic: tea', '/topic: tea'],
  ['/etc/hosts is a file', '/etc/hosts is a file'],
  ['/2 of it', '/2 of it'],
  ['/s/a/b/', '/s/a/b/'],
  ['see /topic tea', 'see /topic tea'],
  ['/привет', '/привет'],
])('%j is a message and says %j', (text, said) => {
  expect(readTyped(text)).toEqual({ said });
});
