import type { AccessPolicy, AuthorityStorage, RecordRules } from '../authority/index.ts';
import type { Model, ModelExtension } from '../model/index.ts';
import type { ChangeLog } from './change-log.ts';
import type { RecordTables } from './record-tables.ts';

/** What a backend over tables in memory stands on, wherever the records are kept for good. */
export interface TableStore {
  readonly name: string;
  readonly model: Model;
  /** What was added to the standard model. */
  readonly extension: ModelExtension;
  readonly policy: AccessPolicy;
  readonly rules: RecordRules;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly timeZone: string;
  readonly storage: AuthorityStorage;
  /** Resolves when there is something to read. The log stays the same one, the tables may be others the next time. */
  open(): Promise<OpenTables>;
}

export interface OpenTables {
  readonly tables: RecordTables;
  readonly log: ChangeLog;
}
