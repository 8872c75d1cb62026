// The actions of the app's menu, and the keys that do the same.
import type { HostWindow } from '../../api/host';
import type { Session } from '../../state/session.svelte';

export type Action =
  | 'invite'
  | 'show_file'
  | 'rooms'
  | 'nearby'
  | 'export'
  | 'settings'
  | 'doctor'
  | 'pause'
  | 'zoom_in'
  | 'zoom_out'
  | 'zoom_reset'
  | 'full_screen'
  | 'guide'
  | 'about'
  | 'quit';

const WITH_CONTROL: Record<string, Action> = {
  i: 'invite',
  o: 'rooms',
  ',': 'settings',
  '+': 'zoom_in',
  '=': 'zoom_in',
  '-': 'zoom_out',
  '0': 'zoom_reset',
  q: 'quit',
};

/** The action of a key; null: none. */
export function actionOf(event: KeyboardEvent): Action | null {
  if (event.altKey) return null;
  if (event.key === 'F1') return 'guide';
  if (event.key === 'F11') return 'full_screen';
  if (!event.ctrlKey && !event.metaKey) return null;
  return WITH_CONTROL[event.key.toLowerCase()] ?? null;
}

export function perform(action: Action, session: Session, window: HostWindow): Promise<unknown> {
  switch (action) {
    case 'invite':
    case 'rooms':
    case 'nearby':
    case 'export':
    case 'settings':
    case 'doctor':
    case 'about':
      session.panel = action;
      return Promise.resolve();
    case 'show_file':
      // The dialog has the same button, and space to say why it fails.
      return window.showFile().catch(() => (session.panel = 'rooms'));
    case 'pause':
      return session.room?.facts.paused ? window.resume() : window.pause();
    case 'zoom_in':
      return window.zoom('in');
    case 'zoom_out':
      return window.zoom('out');
    case 'zoom_reset':
      return window.zoom('reset');
    case 'guide':
      return window.openGuide();
    case 'full_screen':
      return window.toggleFullScreen();
    case 'quit':
      return window.quit();
  }
}
