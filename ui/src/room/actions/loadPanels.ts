// The one door to what lies over the page for a row, which is loaded when a row is used first.

export const loadPanels = async () => (await import('./Panels.svelte')).default;
