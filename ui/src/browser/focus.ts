// Where the keyboard's focus goes when its element is removed, disabled or hidden.
//
// A browser then gives the focus to <body>: the next key does nothing, and a screen reader begins
// at the top of the page. One observer for the whole page prevents that, with one listener for the
// focus that is lost without a change of elements. The focus goes to
// 1. the nearest ancestor that takes it (a dialog's sheet, the conversation); after a dialog, to
// the element that was used before it,
// 2. else to the page's own place for it: the last usable element with `data-focus-home`.
//
// An element that is only disabled for a while gets the focus back.

const CONTROLS = 'a[href], button, input, select, summary, textarea';
// Browsers also let the focus go to an area that scrolls, and take it away when it scrolls no more.
const PLACES = `${CONTROLS}, [tabindex]`;
const UNUSABLE = ':disabled, [inert], [inert] *';
const USES = ['focusin', 'click', 'keydown'];
const MOST_STEPS = 12;

/** An element that was used, with its ancestors at that time. */
type Step = { element: HTMLElement; around: HTMLElement[] };

/** The elements that were used, the last one first. */
let trail: Step[] = [];
/** The element that has the focus in place of one that is disabled for a while. */
let standIn: HTMLElement | null = null;

/** Keeps the focus off <body> from now on; returns a function that ends this. */
export function keepFocus(): () => void {
  const observer = new MutationObserver(mend);
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled', 'inert'] });
  // Safari does not give the focus to a button that is clicked.
  for (const type of USES) document.addEventListener(type, remember, true);
  document.addEventListener('focusout', fallen);
  return () => {
    observer.disconnect();
    document.removeEventListener('focusout', fallen);
    for (const type of USES) document.removeEventListener(type, remember, true);
    trail = [];
  };
}

function remember({ type, target }: Event): void {
  const element = target instanceof Element ? (type === 'click' ? target.closest(CONTROLS) : target) : null;
  if (!(element instanceof HTMLElement) || element === document.body) return;
  // A stand-in that gets the focus was not used by the person.
  if (type === 'focusin' && element === standIn) return;
  standIn = null;
  const others = trail.filter((step) => step.element !== element);
  trail = [{ element, around: ancestorsOf(element) }, ...others].slice(0, MOST_STEPS);
}

/** The focus may have gone to <body>. Another element that is about to get it comes first. */
function fallen({ relatedTarget }: FocusEvent): void {
  if (!relatedTarget) queueMicrotask(mend);
}

function mend(): void {
  const [latest] = trail;
  const active = document.activeElement;
  if (!latest) return;
  if (standIn && active === standIn && canTakeFocus(latest.element)) return giveBack(latest.element);
  const lost = active === null || active === document.body || isUnusable(active);
  if (!lost || canTakeFocus(latest.element)) return;
  giveTo([...(leftDialog(latest) ? usedBefore(latest) : latest.around), ...homes()]);
}

function giveBack(element: HTMLElement): void {
  standIn = null;
  element.focus({ preventScroll: true });
}

/** Gives the focus to the first that takes it. */
function giveTo(candidates: HTMLElement[]): void {
  for (const candidate of candidates.filter((one) => one.matches(PLACES) && canTakeFocus(one))) {
    standIn = candidate;
    candidate.focus({ preventScroll: true });
    if (document.activeElement === candidate) return;
  }
  standIn = null;
}

function leftDialog({ around }: Step): boolean {
  const dialog = around.find((one) => one instanceof HTMLDialogElement);
  return dialog !== undefined && !(dialog.isConnected && dialog.open);
}

const usedBefore = (step: Step) => trail.filter((one) => one !== step).map((one) => one.element);

function homes(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-focus-home]')].reverse();
}

function canTakeFocus(element: HTMLElement): boolean {
  return element.isConnected && !isUnusable(element) && isVisible(element);
}

const isUnusable = (element: Element) => element.matches(UNUSABLE);

/** Browsers before 2024 do not know the question. */
function isVisible(element: Element): boolean {
  const { checkVisibility } = element as Partial<Element>;
  return checkVisibility?.call(element, { visibilityProperty: true }) ?? true;
}

function ancestorsOf(element: HTMLElement): HTMLElement[] {
  const all: HTMLElement[] = [];
  for (let one = element.parentElement; one && one !== document.body; one = one.parentElement) all.push(one);
  return all;
}
