import type { Refusal } from '../failure/index.ts';
import type { AnyRecord, Instant, RecordId } from '../model/index.ts';
import type { Patch } from './mutation-schema.ts';

/** Patches that take effect together or not at all. Sending it again changes nothing: it is known by its id. */
export interface Mutation {
  readonly id: RecordId;
  readonly command: string;
  readonly at: Instant;
  readonly actor?: string | undefined;
  readonly patches: readonly Patch[];
}

/** A field that somebody else changed after the writer last saw it. */
export interface FieldConflict {
  readonly type: string;
  readonly id: RecordId;
  readonly field: string;
  readonly base: unknown;
  readonly mine: unknown;
  readonly theirs: unknown;
}

/** A record as a mutation left it: whole, or gone. */
export type Written =
  | { readonly record: AnyRecord }
  | { readonly deleted: { readonly type: string; readonly id: RecordId; readonly version: number } };

/**
 * What became of a mutation.
 * `applied` as it was meant; `merged` it took effect beside changes of others, `overwrote` lists the values of theirs that gave way;
 * `duplicate` it had taken effect before: `written` is what it left then or what there is now;
 * `conflict` nothing was done, because of the fields listed (or because the record is gone, when there are none);
 * `refused` nothing was done, for the reason given.
 */
export type MutationResult =
  | { readonly id: RecordId; readonly status: 'applied'; readonly written: readonly Written[] }
  | {
      readonly id: RecordId;
      readonly status: 'merged';
      readonly written: readonly Written[];
      readonly overwrote: readonly FieldConflict[];
    }
  | { readonly id: RecordId; readonly status: 'duplicate'; readonly written: readonly Written[] }
  | {
      readonly id: RecordId;
      readonly status: 'conflict';
      readonly conflicts: readonly FieldConflict[];
      readonly current: readonly Written[];
    }
  | { readonly id: RecordId; readonly status: 'refused'; readonly refusal: Refusal };
