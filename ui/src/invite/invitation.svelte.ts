// How others join, as far as it is known now: the links with their QR codes, and the room's code.
import { ApiError } from '../api/error';
import type { Host } from '../api/host';
import { steady, type SteadyRow } from '../shared/steady';
import { actionWords } from '../strings/actions';
import type { Invite } from '../types/Invite';
import type { Link } from '../types/Link';

/** Identifies an address: the link's code may change, its place does not. */
export const placeOf = (link: Link) => new URL(link.url).host;

export class Invitation {
  /** Why there is no link. */
  problem = $state<string | null>(null);
  addresses = $state.raw<SteadyRow<Link>[]>([]);
  /** The key of the chosen address. */
  chosen = $state<string | null>(null);
  #invite = $state.raw<Invite | null>(null);

  constructor(
    private readonly host: Host,
    /** Returns why there is no address, where that is known. */
    private readonly whyNoAddress: () => Promise<string | null> = async () => null,
  ) {}

  /** The chosen link, or the best one. */
  get link(): Link | undefined {
    const links = this.#invite?.links;
    return links?.find((one) => placeOf(one) === this.chosen) ?? links?.[0];
  }

  /** The link, unless something is wrong with it. */
  get shown(): Link | undefined {
    return this.problem === null ? this.link : undefined;
  }

  get code(): string | null {
    return (this.shown && this.#invite?.code) ?? null;
  }

  async load(): Promise<void> {
    try {
      const { links } = (this.#invite = await this.host.invite());
      this.addresses = steady(this.addresses, links, placeOf);
      this.problem = links.length > 0 ? null : ((await this.whyNoAddress()) ?? actionWords.invite.none);
    } catch (thrown) {
      this.problem = ApiError.from(thrown).message;
    }
  }
}
