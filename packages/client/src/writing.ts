import type { AnyRecord, Backend, Mutation, MutationResult, RecordRef, Written } from '@rapport/core';
import { refuse } from '@rapport/core/failure';
import { refKey } from '@rapport/core/identity';
import { standardModel } from '@rapport/core/standard-model';
import type { Capabilities } from './capabilities.ts';
import type { DeviceStorage, KeptWrite } from './device/index.ts';
import type { Environment } from './environment.ts';
import type { Sharing } from './sharing.ts';
import { replacePending, withoutAdditions, type Overlay, type RecordStore } from './store/index.ts';
import {
  isPassing,
  lookedFor,
  Outbox,
  refsOf,
  transition,
  WritesSnapshot,
  type Connection,
  type Writing,
} from './sync/index.ts';

export interface WritingOptions {
  readonly backend: Backend;
  readonly connection: Connection;
  readonly environment: Environment;
  readonly store: RecordStore;
  readonly overlay: Overlay;
  readonly capabilities: Capabilities;
  readonly device: Promise<DeviceStorage> | undefined;
  /** The other windows, once this one has joined them; undefined where it is by itself. */
  readonly sharing: Promise<Sharing | undefined> | undefined;
  readonly signal: AbortSignal;
}

/** Ties the outbox to the records that are shown and to the other windows. All this is loaded with the first write. */
export function startWriting(options: WritingOptions, held: () => readonly KeptWrite[]): Writing {
  const { backend, connection, environment, store, overlay, capabilities, device, sharing, signal } = options;
  // Writes may be to any type.
  capabilities.learn(standardModel);
  const snapshot = new WritesSnapshot();
  let putOff: readonly Written[] = [];
  /** What there is of the records of a write whose outcome can't be seen: shown once that is said. */
  const found = new WeakMap<MutationResult, readonly Written[]>();
  const outbox = new Outbox({
    backend,
    connection,
    environment,
    transition,
    description: () => capabilities.describe(),
    model: () => capabilities.model,
    storage: device?.then((storage) => {
      storage.onLost((reason) => outbox.lose(reason));
      if (storage.isDamaged) connection.set({ isForgotten: true });
      return storage.outbox;
    }),
    events: {
      moment: () => store.moment,
      changed,
      sending: () => {
        store.beginRead();
        return () => store.endRead();
      },
      completed,
      lookedUp: (mutation) => lookedUp(asSeen(mutation)),
      taken: async (acknowledged) => {
        const cache = (await sharing)?.cache;
        const written = acknowledged.flatMap(({ result }) => (result ? takenFrom(result) : []));
        // The feed may have told of what became of a record before the answer came that tells how it was.
        await cache?.takeWritten(written.filter((one) => !('record' in one && store.isGone(one.record))));
      },
      lost: () => connection.set({ kept: 'lost' }),
      // What is told before the other windows are there is told then.
      tell: (news) => void sharing?.then((shared) => shared?.group.post(news)),
    },
  });
  // Not before what waits there is among the pending.
  void outbox.opened.then(() => outbox.isDurable && connection.set({ kept: 'device' }));
  if (sharing) outbox.isLeading = false;
  void sharing?.then((shared) => {
    outbox.isLeading = shared?.group.leads ?? true;
    shared?.group.onLead((leads) => (outbox.isLeading = leads));
    shared?.group.on('outbox', (news) => outbox.hear(news));
    // A window may go, or have gone, before it could tell of what it kept.
    for (const kind of ['left', 'hello'] as const) shared?.group.on(kind, () => outbox.look());
  });

  /** The writes are others: shows the records as they are now. */
  function changed(kept: readonly KeptWrite[], answered: readonly KeptWrite[], asOf: number): void {
    const all = [...kept, ...held()];
    const refs = replacePending({ overlay, store }, all, asOf);
    const written = answered.flatMap(({ result }) =>
      result ? [...writtenBy(result), ...(found.get(result) ?? [])] : [],
    );
    showIn(written);
    for (const one of written) store.take(one);
    for (const ref of refs) store.reshow(ref);
    connection.set(snapshot.of(all));
  }

  /** What was answered is shown on top of its record for as long as that can't be taken in as the write left it, and then no more. */
  function showIn(written: readonly Written[]): void {
    const all = [...putOff, ...written];
    putOff = all.filter((one) => overlay.isSending(refOf(one), refOf(one).version));
    const waiting = new Set(putOff.map((one) => refKey(refOf(one))));
    for (const one of all) if (!waiting.has(refKey(refOf(one)))) overlay.letGo(refKey(refOf(one)));
  }

  async function completed(mutation: Mutation, result: MutationResult): Promise<MutationResult> {
    if (result.status === 'refused' && result.refusal.code === 'mutation-id-reused') return lookedUp(inFull(mutation));
    if (!('written' in result)) return result;
    const told = new Set(writtenBy(result).map((one) => refKey(refOf(one))));
    // A patch that changed nothing there is not among what was written, but may be other than what was last heard of here.
    const untold = refsOf(mutation).filter((ref) => !told.has(refKey(ref)) && (store.shown(ref) ?? store.base(ref)));
    // The write took effect all the same; the feed will tell what the record is like.
    const more = await present(untold).catch(() => []);
    return more.length > 0 ? { ...result, written: [...result.written, ...more] } : result;
  }

  /**
   * What became of a write that another window sent and did not tell of; or sent, without the storage that they shared, before it was what it is here. Whether
   * all of it is in what is there now is looked up; where it can't be seen, it is for the user to say, who sees the records as they are.
   */
  async function lookedUp(mutation: Mutation): Promise<MutationResult> {
    try {
      const looking = lookedFor([mutation], { backend, model: capabilities.model, signal });
      const [result = unknown(mutation)] = await connection.follow(looking);
      if (!('written' in result)) found.set(result, await present(refsOf(mutation)));
      return result;
    } catch (error) {
      if (isPassing(error)) throw error;
      return unknown(mutation);
    }
  }

  /** The present state of records: also of those that nobody shows, which may be kept as they were before. */
  async function present(refs: readonly RecordRef[]): Promise<readonly Written[]> {
    if (refs.length === 0) return [];
    const names = refs.map(({ type, id }) => ({ type, name: { id } }));
    const { records } = await connection.follow(backend.get(names, { signal }));
    const there = new Set(records.map(refKey));
    const gone = refs.filter((ref) => !there.has(refKey(ref)));
    const cache = (await sharing)?.cache;
    const known = (ref: RecordRef): AnyRecord | undefined => store.base(ref) ?? cache?.record(ref);
    return [
      ...records.map((record) => ({ record })),
      ...gone.map(({ type, id }) => ({ deleted: { type, id, version: (known({ type, id })?.version ?? 0) + 1 } })),
    ];
  }

  return {
    outbox,
    edit: (id, anew) => {
      const declined = connection.getSnapshot().attention.find((one) => one.id === id);
      return declined && outbox.decide(id, anew(declined))?.result;
    },
  };
}

/** A record that is there need not have all that it was to be created with: another write of that id may have created it. */
const inFull = (mutation: Mutation): Mutation => ({
  ...mutation,
  patches: mutation.patches.map((patch) => (patch.op === 'create' ? { ...patch, op: 'update' } : patch)),
});

/** What was added to a value can't be told from what others added: where its record is there, it is taken to be in it. */
const asSeen = (mutation: Mutation): Mutation => ({ ...mutation, patches: mutation.patches.map(withoutAdditions) });

const unknown = ({ id }: Mutation): MutationResult => ({ id, status: 'refused', refusal: refuse('outcome-unknown') });

function refOf(one: Written): RecordRef & { readonly version: number } {
  return 'record' in one ? one.record : one.deleted;
}

/** What was created before it was asked for again may be gone since, and be in nothing that the feed will tell. */
function takenFrom(result: MutationResult): readonly Written[] {
  const written = writtenBy(result);
  if (result.status !== 'duplicate') return written;
  return written.filter((one) => !('record' in one) || one.record.version > 1);
}

/** What a mutation left, or what stood in its way. */
function writtenBy(result: MutationResult): readonly Written[] {
  return 'written' in result ? result.written : 'current' in result ? result.current : [];
}
