// The guest's half of the join doctor: what a page that has lost its host can find out by itself.
import { ApiError } from '../api/error';
import type { Host } from '../api/host';

/** What was found: nothing yet, or the first thing that explains the loss. */
export type Finding = 'looking' | 'offline' | 'cellular' | 'answers' | 'refused' | 'silent';

const LOOK_AGAIN_AFTER_MS = 5_000;

export class Reach {
  finding = $state<Finding>('looking');

  constructor(private readonly host: Host) {}

  /** Looks now and every few seconds, until the answer is called. */
  watch(): () => void {
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const finding = await this.#look();
      if (over) return;
      this.finding = finding;
      timer = setTimeout(() => void look(), LOOK_AGAIN_AFTER_MS);
    };
    void look();
    return () => {
      over = true;
      clearTimeout(timer);
      this.finding = 'looking';
    };
  }

  /** What the browser believes comes after what is so: a room works without internet, too. */
  async #look(): Promise<Finding> {
    try {
      await this.host.health();
      return 'answers';
    } catch (thrown) {
      if (!navigator.onLine) return 'offline';
      if (isCellular()) return 'cellular';
      return ApiError.from(thrown).code === 'timeout' ? 'silent' : 'refused';
    }
  }
}

/** Only some phones tell. */
function isCellular(): boolean {
  const { connection } = navigator as Navigator & { connection?: { type?: string } };
  return connection?.type === 'cellular';
}
