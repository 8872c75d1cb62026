// Notifications by the browser, where it has them and the person has allowed them.
import { keep, recall } from './storage';

/** Why there can be none. */
export type Hindrance = 'insecure' | 'missing' | 'denied';

export type Notice = { title: string; body: string; tag: string; onclick: () => void };

class Notices {
  #on = $state(recall('browser', 'notifications') === 'on');
  #permission = $state(permission());
  #shown: Notification[] = [];

  get on(): boolean {
    return this.#on && this.#permission === 'granted';
  }

  get hindrance(): Hindrance | null {
    if (!isSecureContext) return 'insecure';
    if (this.#permission === null) return 'missing';
    return this.#permission === 'denied' ? 'denied' : null;
  }

  /** Asks the person for the permission where it is needed. Returns why there are none now. */
  async turn(on: boolean): Promise<Hindrance | null> {
    if (on) this.#permission = await Notification.requestPermission().catch(() => permission());
    this.#on = on && this.#permission === 'granted';
    keep('browser', 'notifications', this.#on ? 'on' : null);
    return on ? this.hindrance : null;
  }

  show({ title, body, tag, onclick }: Notice): void {
    if (!this.on) return;
    try {
      // With the same tag, the notification of another tab is replaced.
      const shown = new Notification(title, { body, tag, icon: 'icon-192.png' });
      shown.onclick = () => {
        window.focus();
        shown.close();
        onclick();
      };
      this.#shown.push(shown);
    } catch {
      this.#permission = null;
    }
  }

  /** The person has seen everything. */
  clear(): void {
    for (const shown of this.#shown.splice(0)) shown.close();
  }
}

/**
 * Null: this browser cannot show notifications of a page. Those of phones have the interface, but
 * refuse to use it.
 */
function permission(): NotificationPermission | null {
  if (typeof Notification === 'undefined') return null;
  const { permission } = Notification;
  if (permission === 'granted') return permission;
  try {
    // Without the permission, nothing is shown.
    new Notification('');
    return permission;
  } catch {
    return null;
  }
}

/** They are the same for every room, so the page has them once. */
export const notices = new Notices();
