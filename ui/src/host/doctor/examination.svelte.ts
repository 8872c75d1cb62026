// Looking for what keeps guests out, and watching for the first one who gets in.
import { ApiError } from '../../api/error';
import type { HostWindow } from '../../api/host';
import type { Arrival } from '../../types/Arrival';
import type { Check } from '../../types/Check';

const WATCH_EVERY_MS = 1_000;

export class Examination {
  /** Null until the first look is done. */
  checks = $state.raw<Check[] | null>(null);
  arrivals = $state.raw<Arrival[]>([]);
  looking = $state(false);
  /** Why looking failed. */
  failed = $state<string | null>(null);

  constructor(private readonly hostWindow: HostWindow) {}

  async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    try {
      this.checks = (await this.hostWindow.diagnose()).checks;
      this.failed = null;
    } catch (thrown) {
      this.failed = ApiError.from(thrown).message;
    } finally {
      this.looking = false;
    }
  }

  /** Asks who came, every second, until the answer is called. Somebody new may prove what was unclear. */
  watch(): () => void {
    let over = false;
    const ask = async () => {
      const arrivals = await this.hostWindow.arrivals().catch(() => this.arrivals);
      if (over) return;
      const known = new Set(this.arrivals.map((one) => one.address));
      const somebodyNew = arrivals.some((one) => !known.has(one.address));
      this.arrivals = arrivals;
      if (somebodyNew && this.checks) void this.look();
      timer = setTimeout(() => void ask(), WATCH_EVERY_MS);
    };
    let timer = setTimeout(() => void ask(), 0);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }
}
