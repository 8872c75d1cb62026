// A small Vite plugin: cuts the emoji of `emojibase-data` to what the picker needs, as two kinds of
// virtual modules.
//
// `virtual:emoji` has the characters, by group and in Unicode's order; `virtual:emoji/en` has their
// words in English, and the other LANGUAGES likewise. `virtual:emoji/codes` has the short names
// that chat programs share, such as `tada`. All are text that room/emoji/data.ts and finder.ts
// parse: it packs better than JSON.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const LANGUAGES = ['de', 'en', 'es', 'fr', 'hi', 'ja', 'pt', 'zh'];
const MODULE = 'virtual:emoji';
const CODES = 'codes';
/** The short names of Slack, which most people know, come before those of emojibase. */
const PRESETS = ['iamcal', 'emojibase'];

/** The groups in the order of `group`. The group 2 has only parts of emoji, such as skin tones. */
const GROUPS = [
  'smileys',
  'people',
  null,
  'nature',
  'food',
  'travel',
  'activities',
  'objects',
  'symbols',
  'flags',
];

/** All systems that run the page draw the emoji of earlier versions. */
const FIRST_DOUBTFUL_VERSION = 12;
/** Later versions gave skin tones to old emoji. Most systems cannot draw these yet. */
const LAST_VERSION_OF_TONES = 15;

/** The data marks more characters as coloured than need it, and than keyboards do. */
const NEEDLESS_MARK = /(\p{Emoji_Presentation})\uFE0F/gu;

type Found = {
  emoji: string;
  hexcode: string;
  label: string;
  tags?: string[];
  group?: number;
  order?: number;
  version: number;
  skins?: { emoji: string; tone: number | number[]; version: number }[];
};

type Codes = Record<string, string | string[]>;

export function emoji(): Plugin {
  return {
    name: 'flatchat-emoji',
    resolveId: (id) => (id.startsWith(MODULE) ? `\0${id}` : null),
    load(id) {
      const [name, language] = id.slice(1).split(/\/(?=\w+$)/);
      if (!id.startsWith('\0') || name !== MODULE) return null;
      if (language === CODES) return `export default ${JSON.stringify(codes(read('en')))};`;
      const cut = language ? words(read(language)) : characters(read('en'));
      return `export default ${JSON.stringify(cut)};`;
    },
  };
}

/**
 * One text for each group: its name, then a line for each emoji: `emoji [version [light skin]]`.
 */
export function characters(all: Found[]): string[] {
  return GROUPS.flatMap((name, group) => {
    if (!name) return [];
    const lines = all.filter((one) => one.group === group).map(character);
    return [[name, ...lines].join('\n')];
  });
}

/** A line for each emoji, in the order of `characters`: its label, then its other tags. */
export function words(all: Found[]): string {
  return all
    .map(({ label, tags = [] }) => [label, ...tags.filter((tag) => isNew(tag, label))].join('\t'))
    .join('\n');
}

/** A line for each emoji, in the order of `characters`: its short names. */
export function codes(all: Found[]): string {
  const presets = PRESETS.map((preset) => data(`en/shortcodes/${preset}.json`) as Codes);
  return all
    .map(({ hexcode }) => [...new Set(presets.flatMap((preset) => preset[hexcode] ?? []))].join(' '))
    .join('\n');
}

/** The emoji that people choose, in the order of the groups. */
export function read(language: string): Found[] {
  if (!LANGUAGES.includes(language)) throw new Error(`there are no emoji words in “${language}”`);
  const all = data(`${language}/data.json`) as Found[];
  const chosen = all.filter(({ group }) => group !== undefined && GROUPS[group]);
  return chosen.sort((a, b) => a.group! - b.group! || a.order! - b.order!);
}

function data(path: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, '../node_modules/emojibase-data', path), 'utf8'));
}

function character({ emoji, version, skins = [] }: Found): string {
  const since = version < FIRST_DOUBTFUL_VERSION ? '' : String(version);
  const known = Math.max(version, LAST_VERSION_OF_TONES);
  const light = skins.find((skin) => skin.tone === 1 && skin.version <= known);
  return [emoji, since, light?.emoji ?? ''].join(' ').trimEnd().replace(NEEDLESS_MARK, '$1');
}

/** A tag whose words are all in the label finds nothing more. */
function isNew(tag: string, label: string): boolean {
  const has = label.toLowerCase().split(/[\s:,-]+/);
  return !tag
    .toLowerCase()
    .split(/\s+/)
    .every((word) => has.includes(word));
}
