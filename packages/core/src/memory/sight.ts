import { isEverything, readFilter, visibleRecord, type AccessPolicy, type Holds } from '../authority/index.ts';
import { compile, type CompiledFilter, type Filter, type FilterContext } from '../filter/index.ts';
import type { AnyRecord, Instant } from '../model/index.ts';
import type { Actor } from '../port/index.ts';
import type { RecordTables } from './record-tables.ts';

export interface SightOptions {
  readonly tables: RecordTables;
  readonly policy: AccessPolicy;
  readonly actor: Actor;
  readonly now: Instant;
  readonly timeZone: string;
  /** The policies' own calendar: a reader who names another does not move what may be seen. */
  readonly policyTimeZone: string;
}

/** The records as one reader sees them at an instant: what is out of sight is not there, for paths and related records as well. */
export class Sight {
  /** May be moved on: what was made ready for the filters stays. */
  now: Instant;
  /** What a reader's filter is measured over. */
  readonly context: FilterContext;
  readonly #everything: FilterContext;
  readonly #options: SightOptions;
  readonly #reads = new Map<string, CompiledFilter | undefined>();
  readonly #compiled = { all: new Map<Filter, CompiledFilter>(), readable: new Map<Filter, CompiledFilter>() };

  constructor(options: SightOptions) {
    const { tables, now, timeZone, policyTimeZone } = options;
    this.#options = options;
    this.now = now;
    this.#everything = {
      model: tables.model,
      now,
      timeZone: policyTimeZone,
      resolve: (ref) => tables.get(ref),
      referring: (type, field, id) => tables.referring(type, field, id),
    };
    this.context = {
      ...this.#everything,
      timeZone,
      resolve: (ref) => {
        const record = tables.get(ref);
        return record && this.sees(record) ? record : undefined;
      },
      referring: (type, field, id) => this.visible(type, tables.referring(type, field, id)),
    };
  }

  sees(record: AnyRecord): boolean {
    const read = this.#readOf(record.type);
    return read === undefined || read(record, this.now);
  }

  /** Those of some records of a type that are in sight. */
  visible(type: string, records: Iterable<AnyRecord>): Iterable<AnyRecord> {
    const read = this.#readOf(type);
    return read === undefined ? records : filtered(records, read, this.now);
  }

  /** The record without what is hidden from the reader. */
  show(record: AnyRecord): AnyRecord {
    return visibleRecord(record, this.#options.policy, this.#options.actor.role);
  }

  readonly holds: Holds = (filter, record, over) => {
    const compiled =
      this.#compiled[over].get(filter) ??
      compile(filter, record.type, over === 'all' ? this.#everything : this.context);
    this.#compiled[over].set(filter, compiled);
    return compiled(record, this.now);
  };

  /** Undefined where every record of the type is in sight. */
  #readOf(type: string): CompiledFilter | undefined {
    if (!this.#reads.has(type)) {
      const read = readFilter(this.#options.policy, this.#options.actor, type);
      this.#reads.set(type, isEverything(read) ? undefined : compile(read, type, this.#everything));
    }
    return this.#reads.get(type);
  }
}

function* filtered(records: Iterable<AnyRecord>, holds: CompiledFilter, now: Instant): Iterable<AnyRecord> {
  for (const record of records) if (holds(record, now)) yield record;
}
