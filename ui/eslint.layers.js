// Which folder of src/ may import from which: components → state → api, and nothing back. Imports
// of types count. Circles are found by oxlint (.oxlintrc.json).

const WORDS = ['strings', 'types'];
const STATE = ['state', 'api', 'browser', ...WORDS];

/** The folders from which each folder may import, besides itself. */
const MAY_IMPORT = {
  types: [],
  strings: ['types'],
  browser: [],
  api: WORDS,
  state: ['api', 'browser', ...WORDS],
  shared: STATE,
  invite: ['shared', ...STATE],
  door: ['shared', ...STATE],
  room: ['invite', 'shared', ...STATE],
  host: ['room', 'invite', 'shared', ...STATE],
  viewer: ['room', 'shared', ...WORDS],
};

const FOLDERS = Object.keys(MAY_IMPORT);

/**
 * Only the host's window loads these. They are reached by `import()`, in main.ts and api/open.ts.
 */
const HOST_ONLY = [
  { regex: '/host/', message: 'Guests never load host/: main.ts opens it with import().' },
  { regex: '/strings/(\\w+/)?(host|doctor)$', message: 'These words are only for host/.' },
];
const HOST_REFUSALS = {
  regex: '/strings/(\\w+/)?hostRefusals$',
  message: 'These words are only for host/ and api/tauri.ts.',
};
/** The emoji picker's own files, which loadPicker.ts opens. Its key.ts is part of the page. */
const PICKER_ONLY = [
  { regex: '/emoji/(?!key$|loadPicker$)', message: 'Open the picker with room/emoji/loadPicker.ts.' },
  { regex: '^virtual:emoji|/strings/(\\w+/)?picker$', message: 'These words are only for the emoji picker.' },
];
const TAURI = { regex: '/tauri$|^@tauri-apps/', message: 'Only api/open.ts reaches Tauri, with import().' };
const APP = { regex: '/App\\.svelte$', message: 'No part of the page imports the whole page.' };

const noImportsOf = (patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

/** The rules of a folder for these files of it, which may not import `own` either. */
function layer(folder, files, own) {
  const others = FOLDERS.filter((one) => one !== folder && !MAY_IMPORT[folder].includes(one));
  const layers = others.map((one) => ({
    regex: `(^|/)${one}/`,
    message: `${folder}/ may not import from ${one}/ (eslint.layers.js).`,
  }));
  return { files, rules: noImportsOf([...layers, ...own]) };
}

export default [
  { files: ['src/*'], rules: noImportsOf([TAURI, ...HOST_ONLY, HOST_REFUSALS, ...PICKER_ONLY]) },
  ...FOLDERS.map((folder) =>
    layer(
      folder,
      [`src/${folder}/**`],
      [...PICKER_ONLY, ...(folder === 'host' ? [TAURI] : [TAURI, APP, ...HOST_ONLY, HOST_REFUSALS])],
    ),
  ),
  layer('api', ['src/api/tauri.ts', 'src/api/tauri.test.ts'], [APP, ...HOST_ONLY, ...PICKER_ONLY]),
  layer('room', ['src/room/emoji/**'], [TAURI, APP, ...HOST_ONLY, HOST_REFUSALS]),
  layer('strings', ['src/strings/*/picker.ts'], [TAURI, APP, ...HOST_ONLY, HOST_REFUSALS]),
  {
    files: ['src/**'],
    ignores: [
      'src/main.ts',
      'src/api/open.ts',
      'src/room/actions/late.svelte.ts',
      'src/room/emoji/loadPicker.ts',
      'src/room/files/latefiles.svelte.ts',
      'src/room/search/loadSearch.ts',
      'src/shared/latewhy.svelte.ts',
      'src/strings/languages.ts',
      'src/host/**',
    ],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ImportExpression',
          message:
            'main.ts, api/open.ts, actions/late.svelte.ts, files/latefiles.svelte.ts, search/loadSearch.ts, shared/latewhy.svelte.ts, strings/languages.ts and emoji/loadPicker.ts are the only lazy doors.',
        },
        { selector: 'TSImportType', message: 'Import the type at the top, so that the layers can see it.' },
      ],
    },
  },
];
