import type { Refusal } from '../failure/index.ts';
import type { AnyRecord, Instant, Model, RecordId, RecordRef } from '../model/index.ts';
import type { Actor } from '../port/index.ts';
import type { RecordChange } from './storage.ts';

/** What a rule learns of beside the change: no more than the actor sees, so that a browser that runs it comes to the same answer. */
export interface RuleReads {
  record(ref: RecordRef): Promise<AnyRecord | undefined>;
  /** The records of `type` whose `field` leads to `id`, as the mutation leaves them. */
  referring(type: string, field: string, id: RecordId): Promise<readonly AnyRecord[]>;
}

/** The mutation that a change is part of. */
export interface RuleContext {
  readonly model: Model;
  readonly actor: Actor;
  readonly now: Instant;
  /** IANA name of the organisation's time zone. */
  readonly timeZone: string;
  readonly command: string;
  /** All that the mutation changes, with what goes along. */
  readonly changes: readonly RecordChange[];
  readonly reads: RuleReads;
}

/** What must hold of a type's records beside the model: decided in the mutation's own transaction, on what the mutation makes of them. */
export interface RecordRule {
  /** The fields it is about: an update of others is not put to it. Missing: all. Records that come and go are put to it always. */
  readonly fields?: readonly string[];
  /** The types it may look at through `reads`, those aside whose records only a mutation of the record itself writes. */
  readonly reads: (model: Model) => readonly string[];
  /** Why the change can't be; undefined where it can. */
  readonly check: (change: RecordChange, context: RuleContext) => Promise<Refusal | undefined>;
}

/** Rules by record type. */
export type RecordRules = Readonly<Record<string, RecordRule>>;
