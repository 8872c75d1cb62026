// The language of the page: the one that was chosen here, or the first of the browser's that the
// page speaks. In the host's window it is the shell's language, which is a setting of the host.
import type { HostWindow } from '../api/host';
import { keep, recall } from '../browser/storage';
import { firstKnown, type LanguageCode, languages, rightToLeft, tables } from '../strings/languages';
import { speak } from '../strings/spoken';

/** Null: as the browser is set. */
export type LanguageChoice = LanguageCode | null;

export class Language {
  #choice = $state<LanguageChoice>(null);
  #shell: Pick<HostWindow, 'spoken'> | null;
  #spoken = '';
  /** Called when the page speaks another language, and has to be built anew. */
  onchange: () => void = () => {};

  constructor(shell: Pick<HostWindow, 'spoken'> | null) {
    this.#shell = shell;
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

  /** Speaks what the shell speaks, which may have changed. */
  async followShell(): Promise<void> {
    if ((await this.#wanted()) === this.#spoken) return;
    await this.load();
    this.onchange();
  }

  /** Loads the words. If they do not come, the page speaks English. */
  async load(): Promise<void> {
    const code = await this.#wanted();
    const load = tables[code];
    this.#spoken = code;
    try {
      const [guest, host] = await Promise.all([load?.guest(), this.#shell ? load?.host() : undefined]);
      this.#speak(code, { guest: guest?.table ?? null, host: host?.table ?? null });
    } catch {
      this.#speak('en', { guest: null, host: null });
    }
  }

  async #wanted(): Promise<string> {
    if (recall('browser', 'language') === 'pseudo') return 'pseudo';
    const own = this.#choice ?? firstKnown(navigator.languages ?? [navigator.language]);
    return this.#shell ? this.#shell.spoken().catch(() => own) : own;
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
