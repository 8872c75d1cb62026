// The language of the page: the one that was chosen here, or the first of the browser's that the
// page speaks.
import { keep, recall } from '../browser/storage';
import { firstKnown, type LanguageCode, languages, rightToLeft, tables } from '../strings/languages';
import { speak } from '../strings/spoken';

/** Null: as the browser is set. */
export type LanguageChoice = LanguageCode | null;

export class Language {
  #choice = $state<LanguageChoice>(null);
  #forHost: boolean;
  /** Called when the page speaks another language, and has to be built anew. */
  onchange: () => void = () => {};

  constructor(forHost: boolean) {
    this.#forHost = forHost;
    this.#choice = known(recall('browser', 'language'));
  }

  get choice(): LanguageChoice {
    return this.#choice;
  }

  async choose(choice: LanguageChoice): Promise<void> {
    this.#choice = choice;
    keep('browser', 'language', choice);
    await this.load();
    this.onchange();
  }

  /** Loads the words. If they do not come, the page speaks English. */
  async load(): Promise<void> {
    const code = recall('browser', 'language') === 'pseudo' ? 'pseudo' : this.#code();
    const load = tables[code];
    try {
      const [guest, host] = await Promise.all([load?.guest(), this.#forHost ? load?.host() : undefined]);
      this.#speak(code, { guest: guest?.table ?? null, host: host?.table ?? null });
    } catch {
      this.#speak('en', { guest: null, host: null });
    }
  }

  #code(): LanguageCode {
    return this.#choice ?? firstKnown(navigator.languages ?? [navigator.language]);
  }

  #speak(code: string, words: Pick<Parameters<typeof speak>[0], 'guest' | 'host'>): void {
    const language = code === 'pseudo' ? 'en' : code;
    speak({ language, ...words });
    document.documentElement.lang = language;
    document.documentElement.dir = rightToLeft.includes(language) ? 'rtl' : 'ltr';
  }
}

function known(kept: string | null): LanguageChoice {
  return kept !== null && kept in languages ? (kept as LanguageCode) : null;
}
