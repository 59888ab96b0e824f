import {
  remember,
  type AuthorityStorage,
  type AuthorityTransaction,
  type MutationEntry,
  type RememberedMutation,
  type Tombstone,
} from '../authority/index.ts';
import { refKey, type AnyRecord, type RecordId } from '../model/index.ts';
import type { ChangeLog } from './change-log.ts';
import type { RecordTables } from './record-tables.ts';

/** The reading half of a transaction over records in memory; whoever writes adds memory and commit. */
export function tableReads(tables: RecordTables): Pick<AuthorityTransaction, 'load' | 'findExternal' | 'referring'> {
  return {
    load: async (refs) =>
      new Map(
        refs.flatMap((ref): [string, AnyRecord | Tombstone][] => {
          const held = tables.get(ref) ?? tables.tombstone(ref);
          return held ? [[refKey(ref), held]] : [];
        }),
      ),
    findExternal: async (type, system, externalId) => tables.externalOwner(type, system, externalId),
    referring: async (type, field, id) => [...tables.referring(type, field, id)],
  };
}

/** A storage in memory. Transactions run one after the other; what a transaction commits is kept when its work has succeeded. */
export function memoryStorage(tables: RecordTables, log: ChangeLog): AuthorityStorage {
  const remembered = new Map<RecordId, RememberedMutation>();
  let last: Promise<unknown> = Promise.resolve();
  return {
    transaction: (work) => {
      const run = async (): ReturnType<typeof work> => {
        let committed: MutationEntry | undefined;
        const answer = await work({
          ...tableReads(tables),
          recall: async (mutation) => remembered.get(mutation),
          commit: async (entry) => {
            committed = entry;
          },
        });
        if (committed) {
          remembered.set(committed.mutation, remember(committed));
          tables.apply(committed.changes);
          if (committed.changes.length > 0) log.append(committed.changes);
        }
        return answer;
      };
      const turn = last.then(run, run);
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}
