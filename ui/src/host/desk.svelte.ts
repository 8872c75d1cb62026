// The state that only the host's own window has: the settings, the server, and what was wrong when
// the app started.
import { ApiError } from '../api/error';
import type { HostWindow } from '../api/host';
import type { Change } from '../types/Change';
import type { Problem } from '../types/Problem';
import type { ServerState } from '../types/ServerState';
import type { SetAside } from '../types/SetAside';
import type { Settings } from '../types/Settings';

export class Desk {
  /** The settings in force. Null until they are known. */
  settings = $state.raw<Settings | null>(null);
  server = $state.raw<ServerState | null>(null);
  setAside = $state.raw<SetAside | null>(null);
  /** Why another room is open than the one that was opened last, until the host has read it. */
  missingRoom = $state.raw<Problem | null>(null);
  failed = $state.raw<ApiError | null>(null);
  /** Why something that the host wanted did not happen, until the host has read it. */
  trouble = $state.raw<ApiError | null>(null);

  /** Changes run one after the other, in the order in which they were made. */
  #changes: Promise<unknown> = Promise.resolve();

  constructor(readonly window: HostWindow) {
    void this.load();
  }

  async load(): Promise<void> {
    try {
      const { window } = this;
      [this.settings, this.server, this.setAside, this.missingRoom] = await Promise.all([
        window.settings(),
        window.server(),
        window.setAside(),
        window.missingRoom(),
      ]);
      this.failed = null;
    } catch (thrown) {
      this.failed = ApiError.from(thrown);
    }
  }

  /** Applies and keeps one setting. Returns null, or why the setting stays as it was. */
  change(change: Change): Promise<ApiError | null> {
    const changed = this.#changes.then(() => this.#change(change));
    this.#changes = changed;
    return changed;
  }

  async #change(change: Change): Promise<ApiError | null> {
    try {
      this.settings = await this.window.changeSetting(change);
      this.server = await this.window.server();
      return null;
    } catch (thrown) {
      return ApiError.from(thrown);
    }
  }

  noteTrouble(thrown: unknown): void {
    this.trouble = ApiError.from(thrown);
  }

  /** The host has read the notice. */
  dismissSetAside(): void {
    this.setAside = null;
  }
}
