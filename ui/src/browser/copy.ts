// Copying a field's text. `navigator.clipboard` does not exist on plain http, where most guests
// are.

/**
 * Returns whether it was copied. If not, the text stays selected, so that a key press copies it.
 */
export async function copyFrom(field: HTMLTextAreaElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.focus();
    field.setSelectionRange(0, field.value.length);
    return document.execCommand('copy');
  }
}

/** Copies a text that no field shows, and leaves the focus where it was. */
export async function copyText(text: string): Promise<boolean> {
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  field.className = 'unseen';
  field.value = text;
  document.body.append(field);
  try {
    return await copyFrom(field);
  } finally {
    field.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  }
}
