import type { Backend, BackendDescription, Model } from '@rapport/core';
import { standardModel, withExtension } from '@rapport/core/live';
import type { QueryCache } from './cache/index.ts';
import { guarantees, type Guarantee } from './client.ts';
import type { Connection } from './sync/index.ts';

export interface CapabilitiesOptions {
  readonly backend: Backend;
  readonly connection: Connection;
  readonly clock: () => number;
  readonly signal: AbortSignal;
  /** Resolves once it is known what the device keeps of queries. */
  readonly joined: Promise<unknown> | undefined;
  /** What it keeps; undefined where it keeps nothing. */
  readonly cache: () => QueryCache | undefined;
  /** Resolves once the writes that the device keeps are known. */
  readonly opened: () => Promise<void>;
  /** The organisation's own fields are known now, or others. */
  readonly modelled: () => void;
  /** The backend is not what the device remembered. */
  readonly changed: () => void;
}

interface Described {
  readonly description: BackendDescription;
  readonly model: Model;
}

/** What the backend can do: by its own word, or as the device remembers it until the backend says it. */
export class Capabilities {
  readonly #options: CapabilitiesOptions;
  #described: Promise<Described> | undefined;
  #isRemembered = false;
  // The backend's clock less ours: what "now" means is for the backend to say.
  #clockOffset = 0;
  model = standardModel;

  constructor(options: CapabilitiesOptions) {
    this.#options = options;
  }

  /** The backend's clock, milliseconds since 1970, as far as it is known here. */
  readonly now = (): number => this.#options.clock() + this.#clockOffset;

  describe(): Promise<Described> {
    this.#described ??= this.#recall().catch((error: unknown) => {
      this.#described = undefined;
      throw error;
    });
    return this.#described;
  }

  /** Asks the backend something, to see whether it answers. */
  probe(): Promise<unknown> {
    const { backend, signal } = this.#options;
    return this.#isRemembered || !this.#described ? this.#ask() : backend.describe({ signal });
  }

  /** What the device remembers, until the backend says it; where it remembers nothing, what the backend says. */
  async #recall(): Promise<Described> {
    const { connection, joined, cache, opened } = this.#options;
    await joined;
    const remembered = cache()?.description;
    const asked = connection.follow(this.#ask());
    if (!remembered) return asked;
    this.#isRemembered = true;
    asked.catch(() => {});
    await opened();
    return this.#take(remembered);
  }

  async #ask(): Promise<Described> {
    const { backend, clock, signal, cache, changed } = this.#options;
    const description = await backend.describe({ signal });
    this.#isRemembered = false;
    this.#clockOffset = Date.parse(description.now) - clock();
    const isOther = cache()?.describe(description);
    const present = this.#take(description);
    if (isOther) {
      this.#described = Promise.resolve(present);
      changed();
    }
    return present;
  }

  #take(description: BackendDescription): Described {
    const { connection, modelled } = this.#options;
    this.model = withExtension(standardModel, description.extension);
    connection.set({ unguaranteed: unguaranteedBy(description) });
    modelled();
    return { description, model: this.model };
  }
}

/** What a backend can't give, by its own word. */
function unguaranteedBy({ feed, concurrency, idempotent, atomic }: BackendDescription): readonly Guarantee[] {
  const lacks = {
    live: feed === 'none',
    conflicts: concurrency === 'none',
    'exactly-once': !idempotent,
    whole: !atomic,
  };
  return guarantees.filter((one) => lacks[one]);
}
