// The words that only an exported page shows, in the language of the host who exported it. Rust
// writes that language into the page's `lang`.
import { viewer as ar } from './ar/viewer';
import { viewer as de } from './de/viewer';
import { viewer as en } from './en/viewer';
import { viewer as es } from './es/viewer';
import { viewer as fr } from './fr/viewer';
import { viewer as hi } from './hi/viewer';
import { viewer as ja } from './ja/viewer';
import type { LanguageCode } from './languages';
import { viewer as pt } from './pt/viewer';
import { locale, speak } from './spoken';
import type { ViewerWords } from './words';
import { viewer as zh } from './zh/viewer';

export const tables: Record<LanguageCode, ViewerWords> = { en, ar, de, es, fr, hi, ja, pt, zh };

const { lang } = document.documentElement;
const language = lang in tables ? (lang as LanguageCode) : 'en';
speak({ language, guest: null, host: null });

export const viewerWords: ViewerWords = tables[language];
/** The language for dates, which are made as soon as the page begins. */
export const viewerLocale = locale();
