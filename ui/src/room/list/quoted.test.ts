// Quotations are in the language of the page, and have no signs of markup.
import { afterEach, expect, it } from 'vitest';
import { tables } from '../../strings/languages';
import { speak } from '../../strings/spoken';
import { quotedWords } from './quoted';

afterEach(() => speak({ language: 'en', guest: null, host: null }));

it('a quotation of nothing but signs shows them', () => {
  const words = ['```rust', '> ', '**a**'].map((text) => quotedWords({ text }));
  expect(words).toEqual(['```rust', '> ', 'a']);
});

it('several files are counted in the language that the page speaks', async () => {
  expect(quotedWords({ text: '', files: 3 })).toBe('3 files');
  expect(quotedWords({ text: '*ours*', files: 2 })).toBe('2 files: ours');
  for (const [language, words] of Object.entries({ de: '2 Dateien: ours', ar: 'ملفان: ours' })) {
    speak({ language, guest: (await tables[language]!.guest()).table, host: null });
    expect(quotedWords({ text: '*ours*', files: 2 })).toBe(words);
  }
});
