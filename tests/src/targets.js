// The size of everything that can be pressed in the open dialog or, without one, on the page. `arguments[0]` is the least number of
// pixels that each side must have. One line of text for each target that is smaller. The body of a script.
const least = arguments[0];
const dialogs = document.querySelectorAll('dialog[open]');
const scope = dialogs[dialogs.length - 1] ?? document.body;
const pressed = 'a[href], button, input, select, textarea, summary, [role=button], [role^=menuitem], [role=option], [role=switch]';

/** A label is part of the target of its field. */
const partsOf = (one) => [one, ...(one.labels ?? [])];
/** A link among words is as high as its line (WCAG 2.5.8 leaves these out). */
const isAmongWords = (one) => one.matches('a') && getComputedStyle(one).display === 'inline';

/** The box of the target, which a part of it that is laid over may make larger. */
function boxOf(one) {
  const { left, top, right, bottom } = one.getBoundingClientRect();
  const { content, position, top: up, bottom: down } = getComputedStyle(one, '::after');
  const more = content !== 'none' && position === 'absolute' ? [up, down].map((side) => Math.max(0, -parseFloat(side) || 0)) : [0, 0];
  return { left, right, top: top - more[0], bottom: bottom + more[1] };
}

function sizeOf(one) {
  const boxes = partsOf(one).filter((part) => part.getClientRects().length > 0).map(boxOf);
  const sides = (side) => boxes.map((box) => box[side]);
  return [Math.max(...sides('right')) - Math.min(...sides('left')), Math.max(...sides('bottom')) - Math.min(...sides('top'))];
}

const name = (one) => `<${one.tagName.toLowerCase()} class="${one.className}"> ${(one.getAttribute('aria-label') ?? one.textContent).trim().slice(0, 50)}`;
const shown = (one) => one.getClientRects().length > 0 && !one.closest('.unseen, [aria-hidden=true]') && !one.matches('[type=file]');

return [...scope.querySelectorAll(pressed)]
  .filter((one) => shown(one) && !isAmongWords(one))
  .map((one) => ({ one, size: sizeOf(one).map((side) => Math.round(side * 10) / 10) }))
  .filter(({ size }) => Math.min(...size) < least)
  .map(({ one, size }) => `${size.join(' × ')}: ${name(one)}`);
