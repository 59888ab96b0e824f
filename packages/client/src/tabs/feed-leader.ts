import type { Backend, ChangeMessage } from '@rapport/core';
import { BackendError } from '@rapport/core/failure';
import type { Environment } from '../environment.ts';
import type { MessageRing } from './message-ring.ts';
import { wantedKey, type MessageOf, type Wanted } from './messages.ts';
import { wayTo, type Way } from './way-to.ts';

/** Milliseconds in which what several windows want is gathered before the feed is asked anew. */
const gathering = 10;
/** A window that gave no sign for so long is gone. */
const forgotten = 300_000;

export type Joined = Omit<MessageOf<'joined'>, 'kind' | 'sender' | 'for'>;
type Follow = Pick<MessageOf<'follow'>, 'sender' | 'request' | 'since' | 'wanted'>;

interface FollowingWindow {
  readonly wanted: readonly Wanted[];
  seenAt: number;
}

export interface FeedLeaderEvents {
  /** Says something to every window. `listened`: the keys of what it tells all of. */
  readonly tell: (message: ChangeMessage, roster: number, listened: ReadonlySet<string>) => void;
  readonly answer: (window: string, joined: Joined) => void;
  readonly broken: (error: BackendError) => void;
}

/**
 * The one stream that all windows share: asked for what any of them wants, from one cursor. When a window wants more, it is asked again from there.
 *
 *     idle ──join──▶ listening ──message──▶ listening
 *      ▲               │ broke, or something more is wanted: asked again from the cursor with the next join
 *      └── last window left
 */
export class FeedLeader {
  readonly #changes: Backend['changes'];
  readonly #environment: Pick<Environment, 'schedule' | 'clock'>;
  readonly #events: FeedLeaderEvents;
  readonly #ring: MessageRing;
  readonly #own: string;
  readonly #windows = new Map<string, FollowingWindow>();
  /** Those that begin at the present, until it is known. */
  readonly #beginning = new Map<string, Follow>();
  #cursor: string | null;
  #stream: AbortController | undefined;
  #listened: ReadonlySet<string> = new Set();
  #gathering: (() => void) | undefined;
  #watching: (() => void) | undefined;
  #roster = 0;

  /** @param cursor Where the feed goes on; null: where the first window that joins begins. */
  constructor(options: {
    /** The name of the window that leads. */
    readonly own: string;
    readonly changes: Backend['changes'];
    readonly environment: Pick<Environment, 'schedule' | 'clock'>;
    readonly ring: MessageRing;
    readonly cursor: string | null;
    readonly events: FeedLeaderEvents;
  }) {
    this.#own = options.own;
    this.#changes = options.changes;
    this.#environment = options.environment;
    this.#ring = options.ring;
    this.#cursor = options.cursor;
    this.#events = options.events;
  }

  get cursor(): string | null {
    return this.#cursor;
  }

  /** Those that are told of what comes: nobody, where the stream broke and none of them has asked for it again. */
  get windows(): readonly string[] {
    return this.#stream || this.#gathering ? [...this.#windows.keys()] : [];
  }

  /** A window wants to hear, from `since` on, of all that matters to what it wants. Answered at once, or as soon as the present is known. */
  join(follow: Follow): void {
    const { sender, since, wanted } = follow;
    this.#windows.set(sender, { wanted, seenAt: this.#environment.clock() });
    this.#beginning.delete(sender);
    this.#watch();
    if (this.#cursor === null && since !== null) this.#cursor = since;
    if (!wanted.every((one) => this.#listened.has(wantedKey(one)))) this.#pause();
    if (!this.#stream) this.#gather();
    if (this.#cursor === null) this.#beginning.set(sender, follow);
    else this.#answer(follow, this.#cursor);
  }

  /** A window gave a sign. */
  saw(window: string): void {
    const following = this.#windows.get(window);
    if (following) following.seenAt = this.#environment.clock();
  }

  /** The stream goes on as it is: hearing more than is needed is harmless. */
  leave(window: string): void {
    this.#windows.delete(window);
    this.#beginning.delete(window);
    if (this.#windows.size > 0) return;
    this.close();
    this.#cursor = null;
  }

  close(): void {
    this.#pause();
    this.#gathering?.();
    this.#gathering = undefined;
    this.#watching?.();
    this.#watching = undefined;
  }

  #answer({ sender, request, since, wanted }: Follow, to: string): void {
    const heard = since === null ? [] : this.#ring.between(since, to);
    const way: Way = heard ? wayTo(heard, wanted) : { messages: [{ kind: 'reset', to }], recheck: [] };
    this.#events.answer(sender, { request, to, roster: this.#roster, ...way });
  }

  // At once, so that the cursor can't pass a change that the stream did not tell of.
  #pause(): void {
    this.#stream?.abort();
    this.#stream = undefined;
    this.#listened = new Set();
  }

  #gather(): void {
    this.#gathering ??= this.#environment.schedule(gathering, () => {
      this.#gathering = undefined;
      void this.#listen();
    });
  }

  async #listen(): Promise<void> {
    this.#forget();
    this.#watch();
    const wanted = new Map(
      [...this.#windows.values()].flatMap((one) => one.wanted.map((each) => [wantedKey(each), each])),
    );
    const keys = [...wanted.keys()];
    const stream = (this.#stream = new AbortController());
    const { signal } = stream;
    this.#listened = new Set(keys);
    const interest = [...wanted.values()].map((one, index) => ({ id: String(index), ...one }));
    try {
      let isFirst = true;
      for await (const message of this.#changes({ since: this.#cursor, interest, signal })) {
        if (signal.aborted) return;
        if (!this.#take(message, isFirst, keys)) break;
        isFirst = false;
      }
      if (!signal.aborted) this.#broke(new BackendError('offline', 'The change feed ended.'));
    } catch (error) {
      if (!signal.aborted) this.#broke(error);
    }
  }

  /** Answers whether the message followed on the last one. */
  #take(message: ChangeMessage, isFirst: boolean, keys: readonly string[]): boolean {
    if (this.#cursor === null) {
      const cursor = (this.#cursor = message.kind === 'reset' ? message.to : message.from);
      for (const follow of this.#beginning.values()) this.#answer(follow, cursor);
      this.#beginning.clear();
      if (message.kind === 'reset') return true;
    } else if (message.kind === 'reset' || (isFirst && message.from !== this.#cursor)) {
      this.#cursor = message.to;
      this.#ring.clear();
      this.#events.tell({ kind: 'reset', to: message.to }, this.#roster, this.#listened);
      return true;
    }
    if (message.from !== this.#cursor) return false;
    const recheck = message.recheck?.flatMap((id) => keys[Number(id)] ?? []) ?? [];
    const { from, to, changes } = message;
    const told = { kind: 'changes' as const, from, to, changes, ...(recheck.length > 0 ? { recheck } : {}) };
    this.#cursor = to;
    this.#ring.add(told, this.#listened);
    this.#events.tell(told, this.#roster, this.#listened);
    return true;
  }

  #broke(error: unknown): void {
    this.#pause();
    const failure =
      error instanceof BackendError ? error : new BackendError('protocol', 'The change feed failed.', { cause: error });
    if (failure.code === 'cursor-expired') {
      this.#cursor = null;
      this.#ring.clear();
    }
    this.#events.broken(failure);
  }

  /** Asks no longer for what a window wants that is gone. */
  #watch(): void {
    if (this.#watching || this.#windows.size < 2) return;
    this.#watching = this.#environment.schedule(forgotten, () => {
      this.#watching = undefined;
      if (!this.#forget()) return this.#watch();
      this.#pause();
      this.#gather();
    });
  }

  /** Answers whether there were windows that gave no sign. */
  #forget(): boolean {
    const before = this.#windows.size;
    const oldest = this.#environment.clock() - forgotten;
    for (const [window, { seenAt }] of this.#windows) {
      if (seenAt >= oldest || window === this.#own) continue;
      this.#windows.delete(window);
      // Should it be there after all, it is to notice before it takes another message.
      this.#roster += 1;
    }
    return this.#windows.size < before;
  }
}
