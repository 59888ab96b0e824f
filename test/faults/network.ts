import type { Backend, Mutation, MutationResult } from '@rapport/core';
import { BackendError, InvalidInputError, refuse } from '@rapport/core/failure';
import { FeedLine } from './feed-line.ts';
import type { Author, Journal } from './journal.ts';
import type { Life, Scheduler } from './scheduler.ts';
import { callFaults, type Weather } from './weather.ts';

/** What a network stands in. */
export interface Air {
  readonly scheduler: Scheduler;
  readonly weather: Weather;
  readonly journal: Journal;
  readonly note: (what: string) => void;
  readonly report: (problem: string) => void;
}

/** Who calls: a window, for as long as it is there. */
interface Caller {
  readonly air: Air;
  readonly life: Life;
  readonly by: Author;
}

/** The way from one device to the backend: whatever can happen to a request, an answer or a stream happens here. */
export class Network {
  readonly device: string;
  readonly #air: Air;
  readonly #lines = new Set<FeedLine>();
  #isOnline = true;
  #isTokenExpired = false;

  constructor(device: string, air: Air) {
    this.device = device;
    this.#air = air;
  }

  get isOnline(): boolean {
    return this.#isOnline;
  }

  /** The streams that are open. */
  get openStreams(): number {
    return [...this.#lines].filter(({ isOpen }) => isOpen).length;
  }

  goOffline(): void {
    this.#isOnline = false;
    this.breakLines();
  }

  comeOnline(): void {
    this.#isOnline = true;
  }

  expireToken(): void {
    this.#isTokenExpired = true;
  }

  breakLines(): void {
    for (const line of this.#lines) line.fail(new BackendError('offline', 'The stream broke.'));
  }

  /** A backend as a window of the device reaches it. What is on its way when the window ends arrives there all the same. */
  connect(by: Author, backend: Backend, life: Life): Backend {
    const air = { ...this.#air, note: (what: string) => this.#air.note(`${by.window} ${what}`) };
    const call =
      <Asked, Answer>(name: string, serve: (asked: Asked) => Promise<Answer>) =>
      async (asked: Asked, options: { signal?: AbortSignal | undefined } = {}): Promise<Answer> =>
        copied(await this.#call(name, { air, life, by }, options.signal, async () => serve(copied(asked))));
    return {
      // It is large, and the same for all.
      describe: (options = {}) => this.#call('describe', { air, life, by }, options.signal, () => backend.describe()),
      query: call('query', (query) => backend.query(query)),
      aggregate: call('aggregate', (query) => backend.aggregate(query)),
      get: call('get', (refs) => backend.get(refs)),
      push: (mutations, options = {}) => this.#push(backend, { air, life, by }, copied(mutations), options.signal),
      changes: (asked) => {
        const line = new FeedLine({ backend, asked, air, life, admit: () => this.#admit() });
        this.#lines.add(line);
        return line.messages(() => void this.#lines.delete(line));
      },
    };
  }

  async #push(
    backend: Backend,
    by: Caller,
    mutations: readonly Mutation[],
    signal: AbortSignal | undefined,
  ): Promise<readonly MutationResult[]> {
    const { journal, note } = by.air;
    for (const mutation of mutations)
      for (const made of journal.sent(mutation, by.by))
        if (made.by.account !== by.by.account)
          by.air.report(`leak: ${made.by.account}'s write is sent for ${by.by.account}`);
    try {
      const results = copied(
        await this.#call('push', by, signal, (isCut) => {
          const count = isCut ? Math.floor(mutations.length / 2) : mutations.length;
          return backend.push(mutations.slice(0, count));
        }),
      );
      for (const result of results) journal.told(result);
      note(`push of ${mutations.length}: ${results.map(({ status }) => status).join(', ')}`);
      return results;
    } catch (error) {
      // Declined whole: of one alone, that is its answer.
      const [only, ...more] = mutations;
      if (error instanceof InvalidInputError && only && more.length === 0)
        journal.told({ id: only.id, status: 'refused', refusal: refuse(error.code) });
      throw error;
    }
  }

  /** @param serve is told whether the server ends before it is through. */
  async #call<Answer>(
    name: string,
    { air, life }: Caller,
    signal: AbortSignal | undefined,
    serve: (isCut: boolean) => Promise<Answer>,
  ): Promise<Answer> {
    const { scheduler, weather, note } = air;
    signal?.throwIfAborted();
    return new Promise<Answer>((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      const run = async (): Promise<Answer> => {
        await this.#admit(life);
        const fault = weather.draw(callFaults);
        if (fault === '429') {
          await scheduler.wait(weather.delay(200), life);
          throw new BackendError('rate-limited', 'Too many requests.', { status: 429, retryAfter: weather.patience() });
        }
        if (fault === 'request lost') {
          await scheduler.wait(weather.patience(), life);
          throw new BackendError('timeout', 'Nobody answered.');
        }
        // From here on the request is on its way: the window's end does not call it back.
        await scheduler.wait(weather.delay(150));
        if (!this.#isOnline) throw new BackendError('offline', 'The network is gone.');
        if (fault === '5xx before') throw new BackendError('server', 'The server is busy.', { status: 503 });
        if (fault === 'request doubled') scheduler.after(weather.delay(2_000), () => void serve(false).catch(() => {}));
        const isCut = fault === 'half a push' && name === 'push';
        const answer = await settledAs(serve(isCut));
        if (isCut || fault === '5xx after commit')
          throw new BackendError('server', 'The server ended.', { status: 502 });
        await scheduler.wait(fault === 'reply lost' ? weather.patience() : weather.delay(150), life);
        if (fault === 'reply lost') throw new BackendError('timeout', 'Nobody answered.');
        if (!this.#isOnline) throw new BackendError('offline', 'The network is gone.');
        if ('error' in answer) throw answer.error;
        return answer.value;
      };
      run().then(
        (answer) => {
          if (life.isOver) return;
          if (name === 'query') note('query answered');
          resolve(answer);
        },
        (error: unknown) => {
          if (life.isOver) return;
          note(`${name}: ${String(error)}`);
          reject(error as Error);
        },
      );
    });
  }

  /** Nobody gets through without a network and a token that is taken. */
  async #admit(life?: Life): Promise<void> {
    const { scheduler, weather } = this.#air;
    if (!this.#isOnline) {
      await scheduler.wait(weather.delay(50), life);
      throw new BackendError('offline', 'There is no network.');
    }
    if (!this.#isTokenExpired) return;
    await scheduler.wait(weather.delay(300), life);
    if (weather.chance(0.5)) {
      this.#air.note('the token could not be renewed');
      throw new BackendError('unauthenticated', 'The token has expired.', { status: 401 });
    }
    this.#isTokenExpired = false;
  }
}

/** As it comes out at the other end of a wire. */
function copied<T>(value: T): T {
  return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T);
}

async function settledAs<T>(promise: Promise<T>): Promise<{ readonly value: T } | { readonly error: unknown }> {
  try {
    return { value: await promise };
  } catch (error) {
    return { error };
  }
}
