// The one door to the emoji picker, which is loaded when it opens for the first time.

export async function loadPicker() {
  const [{ default: Picker }, { loadEmojiWords }] = await Promise.all([
    import('./Picker.svelte'),
    import('../../strings/picker'),
  ]);
  await loadEmojiWords();
  return Picker;
}
