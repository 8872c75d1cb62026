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
  /** The latest choice counts, whichever words come first. */
  #asked = '';
  /** Called when the page speaks another language, and has to be built anew. */
  onchange: () => void = () => {};

  constructor(shell: Pick<HostWindow, 'spoken'> | null) {
    this.#shell = shell;
    this.#choice = known(recall('browser', 'language'));
  }

  get choice(): LanguageChoice {
    return this.#choice;
  }

  /** Returns false if the words did not come. Then the page goes on in the language that it has. */
  async choose(choice: LanguageChoice): Promise<boolean> {
    const before = this.#spoken;
    const came = await this.#turnTo(choice ?? ofBrowser());
    if (came) {
      this.#choice = choice;
      keep('browser', 'language', choice);
      if (this.#spoken !== before) this.onchange();
    }
    return came !== false;
  }

  /** Speaks what the shell speaks, which may have changed. */
  async followShell(): Promise<void> {
    const code = await this.#wanted();
    if (code !== this.#spoken && (await this.#turnTo(code))) this.onchange();
  }

  /** Loads the words. If they do not come, the page speaks English. */
  async load(): Promise<void> {
    if (!(await this.#turnTo(await this.#wanted()))) await this.#turnTo('en');
  }

  async #wanted(): Promise<string> {
    if (recall('browser', 'language') === 'pseudo') return 'pseudo';
    const own = this.#choice ?? ofBrowser();
    return this.#shell ? this.#shell.spoken().catch(() => own) : own;
  }

  /** Returns whether the words came. Null: another language was asked for meanwhile. */
  async #turnTo(code: string): Promise<boolean | null> {
    this.#asked = code;
    const load = tables[code];
    const words = await Promise.all([load?.guest(), this.#shell ? load?.host() : undefined]).catch(
      () => null,
    );
    if (this.#asked !== code) return null;
    if (!words) return false;
    const [guest, host] = words;
    const language = code === 'pseudo' ? 'en' : code;
    this.#spoken = code;
    speak({ language, guest: guest?.table ?? null, host: host?.table ?? null });
    const dir = rightToLeft.includes(language) ? 'rtl' : 'ltr';
    Object.assign(document.documentElement, { lang: language, dir });
    return true;
  }
}

const ofBrowser = () => firstKnown(navigator.languages ?? [navigator.language]);

function known(kept: string | null): LanguageChoice {
  return kept !== null && kept in languages ? (kept as LanguageCode) : null;
}
