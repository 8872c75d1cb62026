// All emoji, by group. build/emoji.ts describes the two texts from which they are read.
import type { PickerWords } from '../../strings/words';

export type GroupName = keyof PickerWords['groups'];

export type Emoji = {
  character: string;
  /** The version of Unicode's emoji that brought it; 0 if all systems draw it. */
  since: number;
  /** Its form with a light skin, if it has skin tones. */
  light: string | null;
  label: string;
  tags: string[];
};

export type Group = { name: GroupName; emoji: Emoji[] };

export function parseEmoji(characters: string[], words: string): Group[] {
  const wordsOf = words.split('\n');
  let at = 0;
  return characters.map((group) => {
    const [name, ...lines] = group.split('\n');
    return { name: name as GroupName, emoji: lines.map((line) => parseOne(line, wordsOf[at++] ?? '')) };
  });
}

function parseOne(line: string, words: string): Emoji {
  const [character = '', since, light] = line.split(' ');
  const [label = '', ...tags] = words.split('\t');
  return { character, since: Number(since ?? 0), light: light ?? null, label, tags };
}
