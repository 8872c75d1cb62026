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
