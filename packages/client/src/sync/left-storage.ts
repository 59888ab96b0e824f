import type { KeptWrite, OutboxStorage } from '../device/index.ts';
import { laterOutbox } from './memory-outbox.ts';
import { sendable, type OutboxEffect, type OutboxEvent, type Transition } from './state.ts';

/** What was known of a storage when it was left. */
export interface Known {
  readonly saved: readonly KeptWrite[];
  /** What was still to be kept there. */
  readonly unsaved: readonly OutboxEvent[];
}

/** An event that was kept here, and what it asked for. */
export interface Happened {
  readonly event: OutboxEvent;
  readonly effects: readonly OutboxEffect[];
}

/** A storage that this window can't trust to keep its writes any more, and that the other windows may go on with. */
export class LeftStorage {
  /** Takes its place, with what was kept there. */
  readonly successor: OutboxStorage;
  readonly #storage: OutboxStorage;
  readonly #transition: Transition;
  /** What was there when it was left. */
  readonly #kept: Promise<readonly KeptWrite[]>;
  #shared: ReadonlySet<string>;

  constructor(storage: OutboxStorage, known: Known, transition: Transition) {
    this.#storage = storage;
    this.#transition = transition;
    // Other windows have these too, and may send them: they stay what they are, under their ids, and become part of nothing.
    const saved = known.saved.map(taken);
    this.#shared = new Set([...idsOf(saved), ...known.unsaved.flatMap(insteadIn)]);
    this.#kept = storage.change((all) => all.map(taken)).catch(() => stillIn(storage, saved));
    void this.#kept.then((all) => this.#share(idsOf(all)));
    this.successor = laterOutbox(this.#kept);
  }

  /** The ids of the writes that other windows have, too, and do not hear of what is added to them here. */
  get shared(): ReadonlySet<string> {
    return this.#shared;
  }

  /** Call with each event before it is kept: what takes the place of a declined write is told to the others. */
  note(event: OutboxEvent): void {
    this.#share(insteadIn(event));
  }

  /**
   * Writes that are sent from here lie on the storage, too: the next page must not make others of them, nor another window add to what waits there and goes from
   * here as it is. What was added before it took the word does not go from here: a write that is neither what it was nor what it is here is left to the others.
   * The storage may take the word, and nobody can help it where it does not.
   * @param present The writes as they are here with all that happened.
   */
  async tell(happened: readonly Happened[], present: readonly KeptWrite[]): Promise<void> {
    const events = happened.filter(({ event }) => event.kind !== 'write').map(told);
    if (events.length === 0) return;
    const going = idsOf(sendable(present, Infinity));
    const all: readonly OutboxEvent[] = [...events, { kind: 'going', ids: going }];
    const known = [...(await this.#kept), ...present];
    const ids = new Set(idsOf(known));
    const forms = new Set(known.map(formOf));
    const step = (kept: readonly KeptWrite[]): readonly KeptWrite[] => {
      const grown = new Set(idsOf(kept.filter((one) => ids.has(one.mutation.id) && !forms.has(formOf(one)))));
      const ours = new Set([...ids].filter((id) => !grown.has(id)));
      const next = all.reduce((state, event) => this.#transition(state, without(event, grown))[0], kept);
      return ahead(next, ours);
    };
    await this.#storage.change(step).catch(() => {});
  }

  #share(ids: readonly string[]): void {
    if (ids.length > 0) this.#shared = new Set([...this.#shared, ...ids]);
  }
}

/** Those that no other window has seen to since, or discarded, as far as that can be read. */
async function stillIn(storage: OutboxStorage, saved: readonly KeptWrite[]): Promise<readonly KeptWrite[]> {
  try {
    const there = new Set(idsOf(await storage.load()));
    return saved.filter(({ mutation }) => there.has(mutation.id));
  } catch {
    return saved;
  }
}

/** An event as it is told where the writes may be others. */
function told({ event, effects }: Happened): OutboxEvent {
  if (event.kind !== 'send') return event;
  const ids = effects.flatMap((effect) => (effect.kind === 'push' ? effect.mutations.map(({ id }) => id) : []));
  return { kind: 'going', ids };
}

/** What took effect from here goes before what others wrote there: that did not go from here, and is not in what this left. */
function ahead(kept: readonly KeptWrite[], ours: ReadonlySet<string>): readonly KeptWrite[] {
  const from = kept.findIndex(({ mutation, result }) => !result && !ours.has(mutation.id));
  if (from === -1) return kept;
  const isDone = ({ mutation, state }: KeptWrite): boolean => state === 'acknowledged' && ours.has(mutation.id);
  const rest = kept.slice(from);
  return [...kept.slice(0, from), ...rest.filter(isDone), ...rest.filter((one) => !isDone(one))];
}

/** What happened to other writes than these. */
function without(event: OutboxEvent, ids: ReadonlySet<string>): OutboxEvent {
  if (event.kind === 'answer') return { ...event, results: event.results.filter(({ id }) => !ids.has(id)) };
  return 'ids' in event ? { ...event, ids: event.ids.filter((id) => !ids.has(id)) } : event;
}

/** What takes the place of a declined write, which is told to the other windows, or was told by one. */
function insteadIn(event: OutboxEvent): readonly string[] {
  return event.kind === 'decide' && event.mutation ? [event.mutation.id] : [];
}

function formOf({ mutation }: KeptWrite): string {
  return JSON.stringify(mutation);
}

function idsOf(kept: readonly KeptWrite[]): readonly string[] {
  return kept.map(({ mutation }) => mutation.id);
}

function taken(one: KeptWrite): KeptWrite {
  return one.state === 'queued' ? { ...one, state: 'inflight' } : one;
}
