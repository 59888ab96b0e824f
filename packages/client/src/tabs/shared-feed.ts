import type { Backend, ChangeMessage, Interest } from '@rapport/core';
import { BackendError } from '@rapport/core/failure';
import type { Environment } from '../environment.ts';
import { FeedLeader, type Joined } from './feed-leader.ts';
import { MessageRing } from './message-ring.ts';
import { MessageQueue } from './message-queue.ts';
import { wantedKey, type MessageOf, type Wanted } from './messages.ts';
import type { TabGroup } from './tab-group.ts';

/** Milliseconds: without a sign from the window that leads for so long, it is asked for one. */
const checking = 2_000;
/** A window says at least so often that it is there. */
const greeting = 60_000;
/** How long an answer is awaited before what was asked is asked again. */
const asking = 1_000;
/** A window whose stream ended is taken to have left when it opens no other for so long. */
const leaving = 1_000;

export interface SharedFeedOptions {
  readonly group: TabGroup;
  /** The backend's own. */
  readonly changes: Backend['changes'];
  readonly environment: Pick<Environment, 'schedule' | 'clock'>;
  /** What this window wants besides what its client asks for, as long as it asks for something. */
  readonly standing?: () => readonly Wanted[];
  /** Called with each message before the client is told of it, and the keys of what it is known to tell all of; its `recheck` names what is wanted. */
  readonly heard?: (message: ChangeMessage, listened: ReadonlySet<string>) => void;
  /** The backend knows nothing of the shared stream's cursor any more. */
  readonly expired?: () => void;
}

/** A stream as this window's client reads it. */
interface Following {
  readonly queue: MessageQueue<ChangeMessage>;
  readonly interests: readonly Interest[];
  /** The keys of what was asked for. */
  listened: ReadonlySet<string>;
  /** The end of the last message. */
  at: string | null;
  /** Whose messages it takes; undefined while that is asked. */
  leader: string | undefined;
  roster: number;
}

/**
 * The feed of all windows over one stream: the window that leads reads it and tells the others. Each hears every message, and takes those that follow on the
 * last; where one is missing, it asks again from where it was.
 */
export class SharedFeed {
  readonly #options: SharedFeedOptions;
  readonly #group: TabGroup;
  readonly #environment: Pick<Environment, 'schedule' | 'clock'>;
  readonly #ring = new MessageRing();
  readonly #stop: readonly (() => void)[];
  readonly #positions = new Set<(cursor: string | null) => void>();
  #leader: FeedLeader | undefined;
  #following: Following | undefined;
  #request = 0;
  #asking: (() => void) | undefined;
  #leaving: (() => void) | undefined;
  #checking: (() => void) | undefined;
  /** Whether the window that leads gave a sign since it was last looked for. */
  #isHeard = false;
  #greetedAt = 0;
  #knownLeader: string | undefined;
  #isClosed = false;

  constructor(options: SharedFeedOptions) {
    const { group, environment } = options;
    this.#options = options;
    this.#group = group;
    this.#environment = environment;
    this.#stop = [
      group.onLead((leads) => this.#setLeads(leads)),
      group.on('hello', ({ sender }) => this.#greeted(sender)),
      group.on('leading', (message) => this.#otherLeads(message)),
      group.on('follow', (message) => this.#leader?.join(message)),
      group.on('left', ({ sender }) => this.#leader?.leave(sender)),
      group.on('joined', (message) => {
        if (message.for === group.id && message.request === this.#request) this.#joined(message.sender, message);
      }),
      group.on('told', ({ sender, message, roster }) => this.#told(sender, message, roster)),
      group.on('broken', ({ sender, error: { code, message, retryAfter } }) =>
        this.#broken(sender, new BackendError(code, message, retryAfter === undefined ? {} : { retryAfter })),
      ),
    ];
    this.#setLeads(group.leads);
  }

  /** Where the shared stream is; null where nobody reads it yet. Settles within a second or so, whatever becomes of the other windows. */
  position(): Promise<string | null> {
    if (this.#leader) return Promise.resolve(this.#leader.cursor);
    return new Promise((resolve) => {
      this.#positions.add(resolve);
      this.#greet();
      this.#environment.schedule(asking, () => this.#tellPosition(null, resolve));
    });
  }

  /** As a backend's own `changes`, of all that is wanted in this window. A stream that is opened takes the place of the one before. */
  async *changes({ since, interest, signal }: Parameters<Backend['changes']>[0]): AsyncGenerator<ChangeMessage> {
    if (!interest) return yield* this.#options.changes({ since, signal });
    const queue = new MessageQueue<ChangeMessage>();
    const following: Following = {
      queue,
      interests: interest,
      listened: new Set(),
      at: since,
      leader: undefined,
      roster: 0,
    };
    this.#following?.queue.end();
    this.#following = following;
    this.#leaving?.();
    this.#leaving = undefined;
    const end = (): void => queue.end();
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
    else this.#ask();
    try {
      yield* queue;
    } finally {
      signal.removeEventListener('abort', end);
      if (this.#following === following) this.#end();
    }
  }

  /** What this window wants besides is more than it was. */
  refresh(): void {
    this.#ask();
  }

  close(): void {
    this.#isClosed = true;
    this.#following?.queue.end();
    this.#end();
    this.#leave();
    this.#leader?.close();
    for (const stop of this.#stop) stop();
    for (const resolve of this.#positions) resolve(null);
  }

  #end(): void {
    this.#following = undefined;
    this.#checking?.();
    this.#checking = undefined;
    this.#asking?.();
    this.#asking = undefined;
    this.#leaving?.();
    if (!this.#isClosed) this.#leaving = this.#environment.schedule(leaving, () => this.#leave());
  }

  #leave(): void {
    this.#leaving?.();
    this.#leaving = undefined;
    if (this.#leader) this.#leader.leave(this.#group.id);
    else this.#group.post({ kind: 'left' });
  }

  #setLeads(leads: boolean): void {
    this.#leader?.close();
    this.#leader = undefined;
    if (this.#following) this.#following.leader = undefined;
    this.#knownLeader = undefined;
    if (!leads) {
      if (!this.#isClosed) this.#ask();
      return;
    }
    const { id } = this.#group;
    this.#leader = new FeedLeader({
      own: id,
      changes: this.#options.changes,
      environment: this.#environment,
      ring: this.#ring,
      cursor: this.#following?.at ?? null,
      events: {
        tell: (message, roster, listened) => {
          this.#group.post({ kind: 'told', message, roster });
          this.#told(id, message, roster, listened);
        },
        answer: (window, joined) => {
          if (window === id) this.#joined(id, joined);
          else this.#group.post({ kind: 'joined', for: window, ...joined });
        },
        broken: (error) => {
          const { code, message, retryAfter } = error;
          const asked = retryAfter === undefined ? {} : { retryAfter };
          this.#group.post({ kind: 'broken', error: { code, message, ...asked } });
          this.#broken(id, error);
        },
      },
    });
    this.#ask();
    this.#announce();
    for (const resolve of this.#positions) this.#tellPosition(this.#leader.cursor, resolve);
  }

  #announce(): void {
    if (this.#leader) this.#group.post({ kind: 'leading', at: this.#leader.cursor, known: this.#leader.windows });
  }

  #greeted(window: string): void {
    this.#leader?.saw(window);
    this.#announce();
  }

  #otherLeads({ sender, at, known }: MessageOf<'leading'>): void {
    this.#isHeard = true;
    for (const resolve of this.#positions) this.#tellPosition(at, resolve);
    const following = this.#following;
    if (!following || this.#leader) return;
    const isNew = this.#knownLeader !== sender;
    this.#knownLeader = sender;
    const isMissing = following.leader !== undefined && (at !== following.at || !known.includes(this.#group.id));
    if (isNew || isMissing) this.#ask();
  }

  #tellPosition(cursor: string | null, resolve: (cursor: string | null) => void): void {
    this.#positions.delete(resolve);
    resolve(cursor);
  }

  #ask(): void {
    const following = this.#following;
    if (!following) return;
    following.leader = undefined;
    const request = (this.#request += 1);
    const { at: since, interests } = following;
    const wanted = [
      ...interests.map(({ type, where }) => ({ type, ...(where ? { where } : {}) })),
      ...(this.#options.standing?.() ?? []),
    ];
    following.listened = new Set(wanted.map(wantedKey));
    this.#asking?.();
    this.#asking = this.#environment.schedule(asking, () => this.#ask());
    if (this.#leader) return this.#leader.join({ sender: this.#group.id, request, since, wanted });
    this.#group.post({ kind: 'follow', request, since, wanted });
    this.#group.awaitSign();
    this.#check();
  }

  #joined(leader: string, { messages, to, roster, recheck }: Joined): void {
    const following = this.#following;
    if (!following) return;
    this.#asking?.();
    this.#asking = undefined;
    following.leader = leader;
    following.roster = roster;
    if (following.at === null) {
      following.at = to;
      following.queue.push({ kind: 'changes', from: to, to, changes: [] });
    }
    const unheard = new Set(recheck);
    const listened = new Set([...following.listened].filter((key) => !unheard.has(key)));
    for (const message of messages) this.#told(leader, message, roster, listened);
    if (recheck.length > 0) this.#told(leader, { kind: 'changes', from: to, to, changes: [], recheck }, roster);
  }

  /** @param known What was listened for when it came; undefined: all that this window wants. */
  #told(leader: string, message: ChangeMessage, roster: number, known?: ReadonlySet<string>): void {
    const following = this.#following;
    if (!following || following.leader !== leader) return;
    const listened = known ?? following.listened;
    this.#isHeard = true;
    if (roster !== following.roster || (message.kind === 'changes' && message.from !== following.at))
      return this.#ask();
    following.at = message.to;
    this.#options.heard?.(message, listened);
    if (message.kind === 'reset') {
      if (!this.#leader) this.#ring.clear();
      following.queue.push(message);
      return;
    }
    const { recheck, ...changes } = message;
    if (!this.#leader) this.#ring.add(message, listened);
    const ids = recheck ? namesOf(recheck, following.interests) : [];
    if (changes.from === changes.to && ids.length === 0) return;
    following.queue.push({ ...changes, ...(ids.length > 0 ? { recheck: ids } : {}) });
  }

  #broken(leader: string, error: BackendError): void {
    if (error.code === 'cursor-expired') this.#options.expired?.();
    const following = this.#following;
    if (following && (following.leader === undefined || following.leader === leader)) following.queue.fail(error);
  }

  /** Asks the window that leads for a sign of life whenever it was silent, and says that this one is still there. */
  #check(): void {
    this.#checking ??= this.#environment.schedule(checking, () => {
      this.#checking = undefined;
      if (!this.#following || this.#leader) return;
      if (!this.#isHeard || this.#environment.clock() - this.#greetedAt > greeting) this.#greet();
      this.#isHeard = false;
      this.#check();
    });
  }

  #greet(): void {
    this.#greetedAt = this.#environment.clock();
    this.#group.post({ kind: 'hello' });
    this.#group.awaitSign();
  }
}

/** What is to be looked at again, by the names its reader has for it; by itself where it has none. */
function namesOf(recheck: readonly string[], interests: readonly Interest[]): readonly string[] {
  return recheck.flatMap((key) => {
    const names = interests.filter((one) => wantedKey(one) === key).map(({ id }) => id);
    return names.length > 0 ? names : [key];
  });
}
