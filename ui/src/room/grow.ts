// A text area as high as its text, up to what the styles allow.

/** To be called again whenever the text has changed. */
export function growWithText(field: HTMLTextAreaElement): void {
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
}
