// What a screen reader reads out without being asked. It hears what is added to a live region while that region is live and not
// busy, and changed words where the region says so. Like screen readers, it takes note at the end of the turn.
(() => {
  window.heard = [];
  const implied = { alert: 'assertive', status: 'polite', log: 'polite' };
  const elementOf = (node) => (node instanceof Element ? node : node.parentElement);
  const regionOf = (element) => element?.closest('[aria-live], [role=alert], [role=status], [role=log]');
  const liveness = (region) => region.getAttribute('aria-live') ?? implied[region.getAttribute('role')];
  const isHidden = (element) => element.closest('[aria-hidden=true], [inert]') !== null || element.getClientRects().length === 0;
  const words = (node) => (node.innerText ?? node.textContent).replace(/\s+/g, ' ').trim();

  function hear(node, kind) {
    const element = elementOf(node);
    if (!element?.isConnected) return;
    const region = regionOf(element);
    if (!region || liveness(region) === 'off' || region.closest('[aria-busy=true]') || isHidden(element)) return;
    const relevant = region.getAttribute('aria-relevant') ?? 'additions text';
    if (relevant.includes(kind) && words(node)) window.heard.push(words(node));
  }

  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === 'characterData') hear(target, 'text');
      for (const node of addedNodes) hear(node, node instanceof Text ? 'text' : 'additions');
    }
  }).observe(document, { childList: true, characterData: true, subtree: true });
})();
