// What does not fit into the page as it is now: what runs out of it sideways, controls that nobody could press, words that are
// squeezed away, and a conversation of less than two lines. A script's body; gives one line of text for each.
const root = document.documentElement;
const letter = parseFloat(getComputedStyle(root).fontSize);
const scope = document.querySelector('dialog[open], [role=menu]') ?? document.body;
const wrong = [];

const words = (one) => one.getAttribute('aria-label') ?? (one.labels?.[0] ?? one).textContent.trim();
const name = (one) => `<${one.tagName.toLowerCase()} class="${one.getAttribute('class') ?? ''}"> ${words(one).slice(0, 40)}`;
const shown = (one) =>
  one.getClientRects().length > 0 && getComputedStyle(one).visibility !== 'hidden' && !one.closest('.unseen, svg');

if (root.scrollWidth > innerWidth) wrong.push(`the page is ${root.scrollWidth} wide`);

for (const one of scope.querySelectorAll('*')) {
  if (!shown(one)) continue;
  const { overflowX, textOverflow } = getComputedStyle(one);
  const scrolls = overflowX === 'auto' || overflowX === 'scroll' || overflowX === 'hidden';
  // Code and tables scroll in a place of their own (WCAG 1.4.10 leaves them out).
  const isWide = one.matches('pre, .table');
  const cut = textOverflow === 'ellipsis' || one.matches('input, select');
  if (scrolls && !cut && !isWide && one.scrollWidth > one.clientWidth + 1)
    wrong.push(`${one.scrollWidth} in ${one.clientWidth}: ${name(one)}`);
  if (cut && one.scrollWidth > one.clientWidth + 1 && !one.title && !one.closest('[title]') && one.tagName !== 'INPUT')
    wrong.push(`cut, and no title says it whole: ${name(one)}`);
}

/** What lies on it once the page is scrolled to it; nothing where it, or its label, can be pressed. */
function cover(one) {
  one.scrollIntoView({ block: 'center' });
  const { left, top, width, height } = one.getBoundingClientRect();
  const hit = document.elementFromPoint(left + width / 2, top + height / 2);
  if (hit === null) return 'the edge';
  const own = one.contains(hit) || hit.contains(one) || [...(one.labels ?? [])].some((label) => label.contains(hit));
  return own ? null : name(hit);
}

for (const one of scope.querySelectorAll('button, input, select, textarea')) {
  if (!shown(one)) continue;
  const { left, right, width, height } = one.getBoundingClientRect();
  if (width < 16 || height < 16) wrong.push(`${width} × ${height}: ${name(one)}`);
  if (left < -1 || right > innerWidth + 1) wrong.push(`from ${left} to ${right}: ${name(one)}`);
  const covered = cover(one);
  if (covered) wrong.push(`out of reach: ${name(one)}, under ${covered}`);
}

const conversation = document.querySelector('[role=log]')?.closest('[tabindex]');
if (conversation) {
  if (conversation.clientHeight < 3.5 * letter) wrong.push(`a conversation of ${conversation.clientHeight}`);
  const [title, state] = [document.querySelector('h1'), document.querySelector('header [role=status]')];
  if (title.clientWidth < Math.min(5 * letter, title.scrollWidth)) wrong.push(`a title of ${title.clientWidth}`);
  const visible = state.parentElement.getBoundingClientRect().right;
  if (state.getBoundingClientRect().right > visible + 1) wrong.push('half a connection state');
}

for (const one of scope.querySelectorAll('*')) if (one.scrollTop > 0 && one !== conversation) one.scrollTop = 0;
return wrong;
