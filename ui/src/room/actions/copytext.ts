// Copying a text that no field shows.
import { copyFrom } from '../../browser/copy';

/** Leaves the focus where it was. Returns whether the text was copied. */
export async function copyText(text: string): Promise<boolean> {
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  field.className = 'unseen';
  field.value = text;
  // Beside an open dialog, nothing can have the focus.
  (document.querySelector('dialog[open]') ?? document.body).append(field);
  try {
    return await copyFrom(field);
  } finally {
    field.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  }
}
