import { checkPolicy, defaultPolicy, type AccessPolicy, type RecordRules } from '../authority/index.ts';
import { InvalidInputError, type Issue } from '../failure/index.ts';
import {
  extendModel,
  refKey,
  standardModel,
  type AnyRecord,
  type Model,
  type ModelExtension,
  type NewId,
} from '../model/index.ts';
import { pipelineRules } from '../pipeline/index.ts';
import type { Actor, Backend } from '../port/index.ts';
import { ChangeLog } from './change-log.ts';
import { recordChecker } from './check-record.ts';
import { memoryStorage } from './memory-storage.ts';
import { RecordTables } from './record-tables.ts';
import { tableBackend } from './table-backend.ts';
import type { TableStore } from './table-store.ts';

export interface MemoryStoreOptions {
  /** Default: the standard model. */
  readonly model?: Model;
  /** What is added to the model. */
  readonly extension?: ModelExtension;
  /** Default: `defaultPolicy`. */
  readonly policy?: AccessPolicy;
  /** What must hold of records beside the model. Default: `pipelineRules`. */
  readonly rules?: RecordRules;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly newId: NewId;
  /** IANA name; the calendar of relative time where a query names none. Default UTC. */
  readonly timeZone?: string;
  /** What there is to begin with. */
  readonly records?: Iterable<AnyRecord>;
  /** How many changes the feed keeps at least; a cursor from before them gets a `reset`. Default 10,000. */
  readonly history?: number;
}

/** Records in memory, shared by any number of actors. */
export interface MemoryStore {
  backendFor(actor: Actor): Backend;
}

/**
 * Keeps records in memory: complete, with the server's own authority, access and feed, and gone with the page.
 * @throws InvalidInputError where the policy or a record does not fit the model; a record's issues lead to `records`, the index and the field.
 */
export function createMemoryStore(options: MemoryStoreOptions): MemoryStore {
  const { extension = {}, policy = defaultPolicy, rules = pipelineRules, clock } = options;
  const { timeZone = 'UTC', history = 10_000 } = options;
  const model = extendModel(options.model ?? standardModel, extension);
  checkPolicy(model, policy);
  const tables = new RecordTables(model, checkedRecords(model, options.records ?? []));
  const log = new ChangeLog(options.newId(), { keep: history });
  const store: TableStore = {
    name: 'memory',
    model,
    extension,
    policy,
    rules,
    clock,
    timeZone,
    storage: memoryStorage(tables, log),
    open: async () => ({ tables, log }),
  };
  return { backendFor: (actor) => tableBackend(store, actor) };
}

/** A complete backend in memory, for tests, stories and demonstrations, with one actor; an admin where none is given. */
export function memoryBackend({
  actor = { tenant: 'memory', role: 'admin' },
  ...options
}: MemoryStoreOptions & { readonly actor?: Actor }): Backend {
  return createMemoryStore(options).backendFor(actor);
}

function checkedRecords(model: Model, records: Iterable<AnyRecord>): AnyRecord[] {
  const seen = new Set<string>();
  const check = recordChecker(model);
  const list = [...records];
  const issues = list.flatMap((record, index): Issue[] => {
    const path = ['records', index];
    if (seen.has(refKey(record))) return [{ path: [...path, 'id'], code: 'already-exists' }];
    seen.add(refKey(record));
    return check(record).map((issue) => ({ ...issue, path: [...path, ...issue.path] }));
  });
  if (issues.length > 0)
    throw new InvalidInputError('A record to begin with does not fit the model: see issues.', issues);
  return list;
}
