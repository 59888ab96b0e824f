import type { Filter } from '../filter/index.ts';
import type { AnyRecord, RecordId } from '../model/index.ts';

/**
 * A change as one reader sees it. Leaving the reader's sight is not deletion: `put` the record is new or other than it was; `delete` it is gone for
 * everybody; `evict` it is no longer in what the reader asked for, or may see.
 */
export type Change =
  | { readonly op: 'put'; readonly record: AnyRecord }
  | { readonly op: 'delete'; readonly type: string; readonly id: RecordId; readonly version: number }
  | { readonly op: 'evict'; readonly type: string; readonly id: RecordId; readonly version: number };

/** What a reader wants to hear of. Without any interest, it hears of everything it may see, as if there were one for each record type, whose id is the type's name. */
export interface Interest {
  /** The reader's own name for it, given back in `recheck`. */
  readonly id: string;
  readonly type: string;
  readonly where?: Filter | undefined;
}

/**
 * A message of the feed. `changes`: everything between two cursors. It is to be applied only where `from` is the reader's own cursor; any other is
 * answered by reading again. `recheck` names interests whose answer may have changed in a way the changes can't show (a filter over related records).
 * `reset`: the cursor is too old, or of another history; what was read before is to be read again, and the feed goes on from `to`.
 */
export type ChangeMessage =
  | {
      readonly kind: 'changes';
      readonly from: string;
      readonly to: string;
      readonly changes: readonly Change[];
      readonly recheck?: readonly string[];
    }
  | { readonly kind: 'reset'; readonly to: string };
