import type { Refusal } from '../failure/index.ts';
import type { Instant, NewId, RecordId } from '../model/index.ts';
import type { Actor, Patch } from '../port/index.ts';

/** What a decision takes from the world. */
export interface DecisionContext {
  readonly now: Instant;
  readonly newId: NewId;
  readonly actor: Pick<Actor, 'role' | 'user'>;
  /** IANA name of the organisation's time zone: days begin and end there. */
  readonly timeZone: string;
}

/** Why something is as it is, as data; the words are made elsewhere. */
export interface Reason {
  readonly code: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** What was decided: patches for one mutation, none where nothing is to change, and the reasons. */
export interface Decided {
  readonly patches: readonly Patch[];
  readonly explanation: readonly Reason[];
}

/** What came of a decision over many deals: each has patches for a mutation of its own, or was refused. */
export interface BulkDecided {
  readonly decided: readonly ({ readonly deal: RecordId } & Decided)[];
  readonly refused: readonly { readonly deal: RecordId; readonly refusal: Refusal }[];
}
