// The guest's half of the join doctor: what a page can find out after it has lost its host.
import { ApiError } from '../api/error';
import type { Host } from '../api/host';

/** The first thing that explains the loss; `checking`: nothing yet. */
export type Finding = 'checking' | 'offline' | 'cellular' | 'reachable' | 'refused' | 'silent';

const CHECK_AGAIN_AFTER_MS = 5_000;

export class Reach {
  finding = $state<Finding>('checking');

  constructor(private readonly host: Host) {}

  /** Checks now and every few seconds, until the returned function is called. */
  watch(): () => void {
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const check = async () => {
      const finding = await this.#check();
      if (over) return;
      this.finding = finding;
      timer = setTimeout(() => void check(), CHECK_AGAIN_AFTER_MS);
    };
    void check();
    return () => {
      over = true;
      clearTimeout(timer);
      this.finding = 'checking';
    };
  }

  /** Tries first, and asks the browser second: a room works without the internet, too. */
  async #check(): Promise<Finding> {
    try {
      await this.host.health();
      return 'reachable';
    } catch (thrown) {
      if (!navigator.onLine) return 'offline';
      if (isCellular()) return 'cellular';
      return ApiError.from(thrown).code === 'timeout' ? 'silent' : 'refused';
    }
  }
}

/** Only some phones say so. */
function isCellular(): boolean {
  const { connection } = navigator as Navigator & { connection?: { type?: string } };
  return connection?.type === 'cellular';
}
