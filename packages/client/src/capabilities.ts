import type { Backend, BackendDescription, Model, ModelExtension } from '@rapport/core';
import { everydayModel, withExtension } from '@rapport/core/live';
import type { QueryCache } from './cache/index.ts';
import { guarantees, type Guarantee } from './client.ts';
import { needed, type Connection } from './sync/index.ts';

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
  /** More is known of these types than before. */
  readonly modelled: (isAbout: (type: string) => boolean) => void;
  /** The backend is not what the device remembered. */
  readonly changed: () => void;
}

/** What the backend can do: by its own word, or as the device remembers it until the backend says it. */
export class Capabilities {
  readonly #options: CapabilitiesOptions;
  #described: Promise<BackendDescription> | undefined;
  #isRemembered = false;
  // The backend's clock less ours: what "now" means is for the backend to say.
  #clockOffset = 0;
  #types = everydayModel;
  #extension: ModelExtension = {};
  /** The declared types that the page has, with the organisation's own. */
  model = everydayModel;

  constructor(options: CapabilitiesOptions) {
    this.#options = options;
  }

  /** The backend's clock, milliseconds since 1970, as far as it is known here. */
  readonly now = (): number => this.#options.clock() + this.#clockOffset;

  describe(): Promise<BackendDescription> {
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

  /** Takes in record types that few pages ask for. */
  learn(types: Model): void {
    const before = this.#types;
    if (types === before) return;
    this.#setTypes(types, this.#extension);
    this.#options.modelled((type) => !before.types.has(type));
  }

  /**
   * Has every declared type. Answers whether that are more than before.
   * @throws BackendError `offline` where they can't be loaded.
   */
  async complete(): Promise<boolean> {
    const before = this.#types;
    const { standardModel } = await needed(import('@rapport/core/standard-model'));
    this.learn(standardModel);
    return this.#types !== before;
  }

  /** What the device remembers, until the backend says it; where it remembers nothing, what the backend says. */
  async #recall(): Promise<BackendDescription> {
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

  async #ask(): Promise<BackendDescription> {
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

  #take(description: BackendDescription): BackendDescription {
    const { connection, modelled } = this.#options;
    this.#setTypes(this.#types, description.extension);
    connection.set({ unguaranteed: unguaranteedBy(description) });
    modelled(() => true);
    return description;
  }

  #setTypes(types: Model, extension: ModelExtension): void {
    this.#types = types;
    this.#extension = extension;
    this.model = withExtension(types, extension);
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
