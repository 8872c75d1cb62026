// A small Vite plugin: makes the first paint of the page quick.
//
// The styles of the first paint (src/styles/early.css) become a file of their own, which is all
// that the paint waits for. Those of the components come with the script, behind the form in
// index.html. public/early.js gets the words of that form in all languages.
//
// Where that script does not run, only the server can choose the language: index.LANGUAGE.html is
// index.html with the words for such browsers in that language.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join as path } from 'node:path';
import type { Plugin } from 'vite';
import type { GuestTable } from '../src/strings/words';

const LINK = 'href="/src/styles/early.css"';
const STYLES = /\s*<link rel="stylesheet" crossorigin href="[^"]+">/;
const COMMENTS = /\s*<!--[^]*?-->/g;
const IMPORT = /@import '\.\/([\w-]+\.css)';/g;
const WORDS = 'var words = {};';
const TOO_OLD = /<p id="plain" hidden>[^]*?<\/p>/;
const NO_SCRIPT = /<noscript>[^]*?<\/noscript>/;

/** The words of the form, by the selectors of their places, and the direction of the script. */
type Words = Record<'h1' | 'label' | '.primary' | '.opening', string> & { dir: 'ltr' | 'rtl' };

export function early(): Plugin {
  let root = '';
  let outDir = '';
  return {
    name: 'flatchat-early',
    apply: 'build',
    configResolved(config) {
      root = config.root;
      outDir = path(root, config.build.outDir);
    },
    async buildStart() {
      this.emitFile({ type: 'asset', name: 'early.css', source: await styles(path(root, 'src/styles')) });
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const file = Object.keys(bundle ?? {}).find((name) => /\/early-[^/]+\.css$/.test(name));
        return withLateStyles(html).replace(LINK, `href="./${file}"`).replace(COMMENTS, '');
      },
    },
    async writeBundle() {
      const languages = await allLanguages(root);
      const words = Object.fromEntries(languages.map(({ code, table, dir }) => [code, wordsOf(table, dir)]));
      const script = withWords(readFileSync(path(root, 'public/early.js'), 'utf8'), words);
      writeFileSync(path(outDir, 'early.js'), await small(script, 'js'));
      const page = readFileSync(path(outDir, 'index.html'), 'utf8');
      for (const language of languages) {
        writeFileSync(path(outDir, `index.${language.code}.html`), withoutScript(page, language));
      }
    },
  };
}

/** The styles of the first paint, in one text. */
async function styles(folder: string): Promise<string> {
  const all = readFileSync(path(folder, 'early.css'), 'utf8');
  const whole = all.replace(IMPORT, (_, file: string) => readFileSync(path(folder, file), 'utf8'));
  return small(whole, 'css');
}

/** Moves the styles of the components behind the form. */
export function withLateStyles(html: string): string {
  const [link] = STYLES.exec(html) ?? [];
  if (!link) throw new Error('the page has no styles of components');
  return html.replace(link, '').replace(/\n?\s*<\/body>/, `\n    ${link.trim()}\n  </body>`);
}

/** Puts the words into public/early.js. */
export function withWords(script: string, words: Record<string, Words>): string {
  if (!script.includes(WORDS)) throw new Error('early.js has no place for words');
  return script.replace(WORDS, () => `var words = ${JSON.stringify(words)};`);
}

type Language = { code: string; dir: Words['dir']; table: GuestTable };

/** Each language but English, whose words index.html has. */
async function allLanguages(root: string): Promise<Language[]> {
  const folder = path(root, 'src/strings');
  const { rightToLeft } = await load<{ rightToLeft: readonly string[] }>(path(folder, 'languages.ts'));
  const codes = readdirSync(folder).filter((name) => existsSync(path(folder, name, 'guest.ts')));
  const read = async (code: string): Promise<Language> => {
    const { table } = await load<{ table: GuestTable }>(path(folder, code, 'guest.ts'));
    return { code, table, dir: rightToLeft.includes(code) ? 'rtl' : 'ltr' };
  };
  return Promise.all(codes.filter((code) => code !== 'pseudo').map(read));
}

export function wordsOf({ page }: Pick<GuestTable, 'page'>, dir: Words['dir']): Words {
  const { greeting, name, join } = page.door;
  return { h1: greeting.title, label: name, '.primary': join, '.opening': page.loading, dir };
}

/** Puts the words for browsers without the script into index.html. */
export function withoutScript(
  html: string,
  { code, dir, table: { early } }: Omit<Language, 'table'> & { table: Pick<GuestTable, 'early'> },
): string {
  const link = `<a href="plain">${early.simplePage}</a>`;
  const page = html
    .replace(TOO_OLD, `<p id="plain" lang="${code}" dir="${dir}" hidden>${early.tooOld} ${link}</p>`)
    .replace(
      NO_SCRIPT,
      `<noscript><p lang="${code}" dir="${dir}">${early.needsScript} ${link}</p></noscript>`,
    );
  if (page.split(link).length !== 3)
    throw new Error('index.html has no place for the words without a script');
  return page;
}

async function load<T>(file: string): Promise<T> {
  const { runnerImport } = await import('vite');
  return (await runnerImport<T>(file, { configFile: false, logLevel: 'warn' })).module;
}

async function small(text: string, loader: 'css' | 'js'): Promise<string> {
  const { transformWithEsbuild } = await import('vite');
  const target = loader === 'js' ? 'es5' : ['chrome92', 'edge92', 'firefox91', 'safari15'];
  const { code } = await transformWithEsbuild(text, `early.${loader}`, {
    loader,
    minify: true,
    target,
    charset: 'utf8',
    ...(loader === 'js' && { format: 'iife' as const }),
  });
  return code;
}
