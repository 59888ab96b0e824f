import type { Operator, RelatedOperator } from '../filter/index.ts';
import type { FieldKind, Instant, ModelExtension } from '../model/index.ts';

/** What can be asked of one field. */
export interface FieldDescription {
  readonly kind: FieldKind;
  readonly operators: readonly Operator[];
  readonly sortable: boolean;
  /** Can be summed, grouped by and the like. */
  readonly aggregatable: boolean;
  readonly writable: boolean;
}

export interface TypeDescription {
  /** By path, as `fieldsOf` gives it; `externalIds` stands for `externalIds.SYSTEM` of every system. */
  readonly fields: Readonly<Record<string, FieldDescription>>;
  /** Relations that related clauses may use, with their operators; none where the backend can't. */
  readonly related: Readonly<Record<string, readonly RelatedOperator[]>>;
  readonly create: boolean;
  readonly update: boolean;
  readonly delete: boolean;
}

/** What a backend can do for whoever asks, truthfully: the conformance kit holds it to every word. */
export interface BackendDescription {
  readonly protocol: 1;
  readonly name: string;
  readonly types: Readonly<Record<string, TypeDescription>>;
  /** Fields and types added by the organisation: `extendModel(standardModel, extension)` is the backend's model. */
  readonly extension: ModelExtension;
  /** How many references in a row a path may follow; 0 where paths can't leave the record. */
  readonly pathDepth: number;
  readonly paging: {
    readonly maxLimit: number;
    /** How many records a query can reach in all pages; null without a bound. */
    readonly window: number | null;
    /** Whether a page after another is right while others write. */
    readonly stable: boolean;
  };
  readonly total: 'exact' | 'estimate' | 'unknown';
  readonly aggregates: boolean;
  /** How others' changes are noticed: field by field, by the record's version, or not at all. */
  readonly concurrency: 'field' | 'version' | 'none';
  /** Whether a mutation sent twice takes effect once. */
  readonly idempotent: boolean;
  /** Whether a mutation of several patches is all or nothing. */
  readonly atomic: boolean;
  readonly feed: 'live' | 'none';
  /** At most so many mutations in one push. */
  readonly maxMutations: number;
  readonly rateLimit: { readonly requests: number; readonly perSeconds: number } | null;
  /** The calendar of relative time where a query names none. */
  readonly timeZone: string;
  /** The backend's clock. */
  readonly now: Instant;
}
