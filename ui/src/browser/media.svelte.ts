// Whether a media query matches, as state. It listens until the page is closed. Svelte's own class
// can end earlier, but makes the first load larger.
export class Media {
  matches = $state(false);

  constructor(query: string) {
    const list = matchMedia(query);
    this.matches = list.matches;
    list.addEventListener('change', () => (this.matches = list.matches));
  }
}
