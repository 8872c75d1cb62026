import { expect, it } from 'vitest';
import { sentence, sentences } from './sentences';

it('adds a full stop only where a language has none', () => {
  const whole = [
    'Done.',
    'Fertig!',
    'Why?',
    '房间口令不对。',
    '送信できません。',
    'नहीं हुआ।',
    'ما هذا؟',
    'And so on…',
  ];
  for (const words of [...whole, 'Try “Ana 2.”', '试试“Ana 2。”']) expect(sentence(words)).toBe(words);
  expect(sentence('the name is taken')).toBe('The name is taken.');
  expect(sentence('try “Ana 2”')).toBe('Try “Ana 2”.');
});

it('puts a space between sentences where the language has one', () => {
  expect(sentences('Not sent.', 'The room is full.')).toBe('Not sent. The room is full.');
  expect(sentences('未发送。', '房间已满。')).toBe('未发送。房间已满。');
  expect(sentences('Not sent.', null, undefined)).toBe('Not sent.');
});
