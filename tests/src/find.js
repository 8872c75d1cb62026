// The visible element with this role and this accessible name, as a screen reader finds it; in an open dialog if there
// is one, because all else is inert then.
const [role, name] = arguments;
const kinds = {
  button: 'button, [role=button]',
  field: 'input:not([type=radio], [type=checkbox]), select, textarea',
  choice: 'input[type=radio]',
  switch: 'input[type=checkbox]',
  heading: 'h1, h2, h3',
  link: 'a[href]',
  alert: '[role=alert]',
  dialog: 'dialog[open]',
  image: 'img, svg[role=img]',
};
const dialogs = document.querySelectorAll('dialog[open]');
const scope = (role === 'dialog' ? null : dialogs[dialogs.length - 1]) ?? document;
/** Its words, without those that are hidden from screen readers. */
function words(element) {
  if (!element?.querySelector('[aria-hidden=true]')) return (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
  const copy = element.cloneNode(true);
  for (const one of copy.querySelectorAll('[aria-hidden=true]')) one.remove();
  return words(copy);
}
const labelledBy = (element) => document.getElementById(element.getAttribute('aria-labelledby') ?? '');
const label = (element) =>
  element.getAttribute('aria-label') ?? element.getAttribute('alt') ?? words(element.labels?.[0] ?? labelledBy(element) ?? element);
const visible = (element) => element.getClientRects().length > 0;
// The form of index.html is there only until the page's script is.
const lasts = (element) => !element.closest('.shell');
const found = [...scope.querySelectorAll(kinds[role])].filter((one) => visible(one) && lasts(one) && label(one) === name);
return found[found.length - 1] ?? null;
