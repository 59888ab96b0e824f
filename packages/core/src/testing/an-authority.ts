import {
  applyMutation,
  defaultPolicy,
  type AccessPolicy,
  type AppliedMutation,
  type RecordRules,
} from '../authority/index.ts';
import { ChangeLog, memoryStorage, RecordTables } from '../memory/index.ts';
import { standardModel, type AnyRecord, type Model, type RecordRef } from '../model/index.ts';
import type { Actor, Mutation, MutationResult, Patch } from '../port/index.ts';

// For tests: an authority over records in memory, with ids and a clock that can be told in advance.

/** The nth id. */
export const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
export const admin: Actor = { tenant: 'acme', role: 'admin', user: id(901) };
export const epoch = '2026-01-01T00:00:00.000Z';

export function aRecord(type: string, n: number, values: Readonly<Record<string, unknown>> = {}): AnyRecord {
  return { type, id: id(n), version: 1, createdAt: epoch, updatedAt: epoch, externalIds: {}, custom: {}, ...values };
}

export const create = (type: string, n: number, set: Readonly<Record<string, unknown>>): Patch => ({
  op: 'create',
  type,
  id: id(n),
  set,
});
export const update = (
  type: string,
  n: number,
  rest: Omit<Extract<Patch, { op: 'update' }>, 'op' | 'type' | 'id'>,
): Patch => ({ op: 'update', type, id: id(n), ...rest });
export const remove = (type: string, n: number): Patch => ({ op: 'delete', type, id: id(n) });

export function anAuthority({
  model = standardModel,
  policy = defaultPolicy,
  rules,
  records = [] as readonly AnyRecord[],
}: {
  readonly model?: Model;
  readonly policy?: AccessPolicy;
  readonly rules?: RecordRules;
  readonly records?: readonly AnyRecord[];
} = {}) {
  const tables = new RecordTables(model, records);
  const log = new ChangeLog('test');
  const storage = memoryStorage(tables, log);
  let mutations = 0;
  let minutes = 0;
  const aMutation = (...patches: readonly Patch[]): Mutation => {
    mutations += 1;
    return { id: id(100_000 + mutations), command: 'test.write', at: epoch, patches };
  };
  const apply = (mutation: Mutation, actor: Actor = admin): Promise<AppliedMutation> => {
    minutes += 1;
    const now = new Date(Date.parse(epoch) + minutes * 60_000).toISOString();
    return storage.transaction((transaction) =>
      applyMutation(transaction, mutation, { model, policy, rules, actor, now }),
    );
  };
  return {
    tables,
    log,
    storage,
    aMutation,
    apply,
    /** Sends one mutation of these patches. */
    push: async (actor: Actor, ...patches: readonly Patch[]): Promise<MutationResult> =>
      (await apply(aMutation(...patches), actor)).result,
    record: (type: string, n: number): AnyRecord | undefined => tables.get({ type, id: id(n) }),
    has: (ref: RecordRef): boolean => tables.get(ref) !== undefined,
    /** Everything there is, as one text: equal texts, equal stores. */
    state: (): string =>
      JSON.stringify([
        [...tables.everything()].sort((a, b) => (a.id < b.id ? -1 : 1)),
        [...tables.tombstones()],
        log.position,
      ]),
  };
}
