// Searches for everything that keeps guests out, and watches for the first guest who gets in.
import { ApiError } from '../../api/error';
import type { HostWindow } from '../../api/host';
import type { Arrival } from '../../types/Arrival';
import type { Check } from '../../types/Check';

const WATCH_EVERY_MS = 1_000;

export class Examination {
  /** Null until the first run is done. */
  checks = $state.raw<Check[] | null>(null);
  arrivals = $state.raw<Arrival[]>([]);
  running = $state(false);
  /** Why the last run failed. */
  failed = $state<string | null>(null);

  constructor(private readonly hostWindow: HostWindow) {}

  async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      this.checks = (await this.hostWindow.diagnose()).checks;
      this.failed = null;
    } catch (thrown) {
      this.failed = ApiError.from(thrown).message;
    } finally {
      this.running = false;
    }
  }

  /**
   * Requests the arrivals every second, until the returned function is called. A new arrival may
   * prove what was unclear, so the examination runs again.
   */
  watch(): () => void {
    let over = false;
    const load = async () => {
      const arrivals = await this.hostWindow.arrivals().catch(() => this.arrivals);
      if (over) return;
      const known = new Set(this.arrivals.map((one) => one.address));
      const somebodyNew = arrivals.some((one) => !known.has(one.address));
      this.arrivals = arrivals;
      if (somebodyNew && this.checks) void this.run();
      timer = setTimeout(() => void load(), WATCH_EVERY_MS);
    };
    let timer = setTimeout(() => void load(), 0);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }
}
