// What cannot be told apart where the system chooses all colours (forced colours), in the open dialog or on the page: grounds and
// shadows are gone then. One line of text for each fault. The body of a script.
const dialogs = document.querySelectorAll('dialog[open]');
const scope = dialogs[dialogs.length - 1] ?? document.body;
const wrong = [];
const name = (one) => `<${one.tagName.toLowerCase()} class="${one.getAttribute('class') ?? ''}"> ${(one.getAttribute('aria-label') ?? one.textContent).trim().slice(0, 50)}`;
const shown = (one) => one.getClientRects().length > 0 && !one.closest('.unseen');
const hasBorder = (one) => {
  const { borderTopStyle, borderTopWidth, outlineStyle, outlineWidth } = getComputedStyle(one);
  return (borderTopStyle !== 'none' && parseFloat(borderTopWidth) >= 1) || (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1);
};
/** A field and a choice may leave the border to their frame. */
const framesOf = (one) => [one, one.parentElement, one.parentElement.parentElement];
/** The system draws plain choices, and switches of its own. */
const hasOwnLook = (one) => ['radio', 'checkbox'].includes(one.type) && getComputedStyle(one).appearance !== 'none';
const fillsPage = (one) => one.clientWidth === innerWidth && one.clientHeight === innerHeight;
/** Everything that decides how it looks. */
const look = (one) => {
  const { color, backgroundColor, borderTopColor, borderTopWidth, borderTopStyle, outlineStyle, fontWeight, textDecorationLine } = getComputedStyle(one);
  return [color, backgroundColor, borderTopColor, borderTopWidth, borderTopStyle, outlineStyle, fontWeight, textDecorationLine].join();
};

if (!matchMedia('(forced-colors: active)').matches) wrong.push('colours are not forced');

for (const one of scope.querySelectorAll('button, input:not([type=file]), select, textarea'))
  if (shown(one) && !framesOf(one).some(hasBorder) && !hasOwnLook(one) && !one.matches('[role^=menuitem], [role=option]'))
    wrong.push(`no border: ${name(one)}`);

// Something that is on differs from its neighbour that is off.
for (const on of scope.querySelectorAll('[aria-pressed=true], [aria-selected=true], [aria-checked=true]')) {
  const attribute = ['aria-pressed', 'aria-selected', 'aria-checked'].find((key) => on.getAttribute(key) === 'true');
  const off = [...scope.querySelectorAll(`[${attribute}=false]`)].find((one) => one.className.split(' ')[0] === on.className.split(' ')[0] && shown(one));
  if (off && shown(on) && look(off) === look(on)) wrong.push(`on and off look the same: ${name(on)}`);
}

// What lies over the page has an edge.
for (const one of scope === document.body ? scope.querySelectorAll('[role=toolbar]') : [scope])
  if (shown(one) && !fillsPage(one) && !hasBorder(one)) wrong.push(`no edge: ${name(one)}`);
return wrong;
