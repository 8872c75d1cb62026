// Where everything lies that can be pressed, and what became of it. Defines `moved`.
(() => {
  const PRESSABLE = 'button, a[href], input, select, textarea, summary, label, [role=button]';
  const name = (one) =>
    one.getAttribute('aria-label') ?? (one.labels?.[0]?.textContent || one.textContent).replace(/\s+/g, ' ').trim();

  /** Whether a press on its middle would be its own. */
  function canBePressed(one, { left, top, width, height }) {
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return hit !== null && (hit === one || one.contains(hit) || hit.contains(one));
  }

  function pressables() {
    const dialogs = document.querySelectorAll('dialog[open]');
    const scope = dialogs[dialogs.length - 1] ?? document;
    return [...scope.querySelectorAll(PRESSABLE)]
      .map((element) => ({ element, name: name(element), box: element.getBoundingClientRect() }))
      .filter(({ element, box }) => box.width > 1 && box.height > 1 && canBePressed(element, box));
  }

  const sides = ({ left, top, width, height }) => [left, top, width, height].map(Math.round);
  const near = (a, b) => sides(a).every((side, i) => Math.abs(side - sides(b)[i]) <= 1);

  function complaint(before, after) {
    const same = after.find(({ element }) => element === before.element);
    const twin = after.find((one) => one.name === before.name && near(one.box, before.box));
    if ((same && near(same.box, before.box)) || twin) return null;
    if (before.element.isConnected) return `${before.name}: ${sides(before.box)} -> ${sides(before.element.getBoundingClientRect())}`;
    return `${before.name}: ${sides(before.box)} -> gone`;
  }

  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  /** A dialog moves while it opens. */
  const still = () => Promise.allSettled(document.getAnimations().map((one) => one.finished));

  /** What moved or went while something changed, and how much there was to be pressed. */
  window.moved = async (change, ms = 60) => {
    await drawn();
    await still();
    const before = pressables();
    await change();
    await pause(ms);
    await drawn();
    const after = pressables();
    return { watched: before.map((one) => one.name), moved: before.map((one) => complaint(one, after)).filter(Boolean) };
  };
})();
