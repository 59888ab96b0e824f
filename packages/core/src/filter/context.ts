import type { AnyRecord, Instant, Model, RecordRef } from '../model/index.ts';

/** What a filter needs besides the record. */
export interface FilterContext {
  readonly model: Model;
  readonly now: Instant;
  /** IANA name; the calendar of relative time. */
  readonly timeZone: string;
  /** First day of the week: 1 Monday (default) to 7 Sunday, as in ISO 8601. */
  readonly weekStart?: number;
  /** Follows a reference. Undefined where there is no such record, or none that the reader may see. */
  readonly resolve: (ref: RecordRef) => AnyRecord | undefined;
  /** The records of `type` whose `field` refers to `id`; `field` as `Relation` gives it. */
  readonly referring: (type: string, field: string, id: string) => Iterable<AnyRecord>;
}
