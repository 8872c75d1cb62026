// The one door to the emoji picker, which is loaded when it opens for the first time.

export const loadPicker = async () => (await import('./Picker.svelte')).default;
