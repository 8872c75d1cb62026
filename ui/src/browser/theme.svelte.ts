// Light, dark or as the system has it. It is always resolved to light or dark, so that the styles
// have one dark block and not two: by ui/public/early.js before the first paint, then here.
import { keep, recall } from './storage';

export type ThemeChoice = 'system' | 'light' | 'dark';

export class Theme {
  #choice = $state<ThemeChoice>(known(recall('browser', 'theme')));
  #systemDark = matchMedia('(prefers-color-scheme: dark)');

  constructor() {
    this.#systemDark.addEventListener?.('change', () => this.#show());
    this.#show();
  }

  get choice(): ThemeChoice {
    return this.#choice;
  }

  choose(choice: ThemeChoice): void {
    this.#choice = choice;
    keep('browser', 'theme', choice === 'system' ? null : choice);
    this.#show();
  }

  /** Reads the choice again, because the browser's storage has changed. */
  reread(): void {
    this.#choice = known(recall('browser', 'theme'));
    this.#show();
  }

  #show(): void {
    const dark = this.#choice === 'system' ? this.#systemDark.matches : this.#choice === 'dark';
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
    this.#colourBrowser();
  }

  /** Gives the browser's own frame the colour of the page, whatever the system prefers. */
  #colourBrowser(): void {
    const paper = getComputedStyle(document.documentElement).getPropertyValue('--paper').trim();
    if (!paper) return;
    for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]')) {
      meta.content = paper;
    }
  }
}

function known(kept: string | null): ThemeChoice {
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}
