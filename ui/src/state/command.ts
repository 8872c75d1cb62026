// What a person may type instead of a message: `/topic WORDS` sets the room's topic, and `/topic`
// alone ends it. Two slashes say the words with one slash.

export type Typed = { topic: string } | { said: string };

export function readTyped(text: string): Typed {
  const topic = /^\/topic(?:\s+([^]*))?$/i.exec(text);
  if (topic) return { topic: topic[1] ?? '' };
  return { said: /^\/\/topic(?:\s|$)/i.test(text) ? text.slice(1) : text };
}
