// How sentences and full stops stand after each other in the languages of the page.

/** Sentences in a row. Chinese and Japanese have no space between them. */
export function sentences(...all: (string | null | undefined)[]): string {
  return all
    .filter(Boolean)
    .join(' ')
    .replace(/([。！？]) /g, '$1');
}

/** A sentence as a person would write it: with a capital and a full stop, if it has none. */
export function sentence(words: string): string {
  const ends = /(?:\p{Sentence_Terminal}|…)["'”’»」』）)]*$/u.test(words);
  return words.charAt(0).toUpperCase() + words.slice(1) + (ends ? '' : '.');
}
