// The one door to the emoji, which are loaded when the picker opens or a short name is typed for
// the first time.
import type { EmojiFinder } from './finder';

export type { EmojiFinder };

export async function loadPicker() {
  const [{ default: Picker }] = await Promise.all([import('./Picker.svelte'), loadWords()]);
  return Picker;
}

export async function loadEmojiFinder(): Promise<EmojiFinder> {
  const [{ EmojiFinder }] = await Promise.all([import('./finder'), loadWords()]);
  return new EmojiFinder();
}

async function loadWords(): Promise<void> {
  const { loadEmojiWords } = await import('../../strings/picker');
  await loadEmojiWords();
}
