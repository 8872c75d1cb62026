// The items of the app's menu, in groups. The zoom stands at the end of the second group.
import { helpWords } from '../../strings/help';
import { hostWords } from '../../strings/host';
import type { Action } from './actions';

export type Item = { action: Action; words: string; keys?: string };

const isMac = navigator.platform.startsWith('Mac');
const withControl = (key: string) => (isMac ? `⌘${key}` : `${helpWords.keyNames.control}+${key}`);

export function itemsOf(paused: boolean): Item[][] {
  const { menu, doctor } = hostWords;
  return [
    [
      { action: 'show_file', words: menu.showFile },
      { action: 'export', words: menu.export },
      { action: 'rooms', words: menu.rooms, keys: withControl('O') },
      { action: 'nearby', words: menu.nearby },
      { action: 'pause', words: paused ? menu.resume : menu.pause },
    ],
    [{ action: 'full_screen', words: menu.fullScreen, keys: 'F11' }],
    [
      { action: 'doctor', words: doctor.title },
      { action: 'guide', words: menu.guide, keys: 'F1' },
      { action: 'about', words: menu.about },
      { action: 'quit', words: menu.quit, keys: withControl('Q') },
    ],
  ];
}
