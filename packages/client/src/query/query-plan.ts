import type {
  AnyRecord,
  BackendDescription,
  Filter,
  FilterContext,
  Instant,
  Interest,
  Model,
  OrderPlan,
  Query,
  RecordRef,
} from '@rapport/core';
import { BackendError } from '@rapport/core/failure';
import { compileWith, dependenciesOf, fieldPath, orderOf, plan, toInstant } from '@rapport/core/live';
import type { LiveRequest } from '../client.ts';
import { placeBy, type PlaceOf } from './place-of.ts';
import type { RelativeTime } from './relative-time.ts';
import { hasClause, isRelativeToNow, isUndecided, widened } from './widened.ts';

/** Whether a record satisfies a filter; undefined where that can't be told from the records at hand. */
export type Verdict = (record: AnyRecord) => boolean | undefined;

/** How a live query is answered: what is asked of the backend, and what is decided here. */
export interface QueryPlan {
  /** Asked of the backend, page by page. */
  readonly query: Omit<Query, 'limit' | 'after'>;
  readonly interest: Omit<Interest, 'id'>;
  /** The whole filter. */
  readonly verdict: Verdict;
  /** The part of the filter that the backend can't answer. */
  readonly residual: { readonly filter: Filter; readonly verdict: Verdict } | undefined;
  /** Undefined where the order depends on other records: then only the backend can tell. */
  readonly placeOf: PlaceOf | undefined;
  readonly order: OrderPlan;
  /** Whether the records of its type, all of them at hand, are all that the answer depends on. */
  readonly isDecided: boolean;
  /** Types of other records that the answer depends on. */
  readonly dependencies: ReadonlySet<string>;
  /** The instant at which a record may come to satisfy the filter, or no longer, by time alone. Undefined where time does not matter. */
  readonly nextChange: ((record: AnyRecord) => Instant | null) | undefined;
}

export interface PlanContext {
  readonly description: BackendDescription;
  readonly model: Model;
  readonly timeZone: string | undefined;
  /** The backend's clock, as far as it is known here. */
  readonly now: () => number;
  readonly shown: (ref: RecordRef) => AnyRecord | undefined;
  /** There where the filter is over relative time. */
  readonly relativeTime: RelativeTime | undefined;
}

/**
 * Plans a live query.
 * @throws InvalidInputError where the filter or the order does not fit the model; BackendError `unsupported` where neither side can answer it.
 */
export function planQuery({ type, where, orderBy, total }: LiveRequest, context: PlanContext): QueryPlan {
  const { description, model, timeZone, relativeTime } = context;
  let isMissing = false;
  const filterContext = (): FilterContext => ({
    model,
    now: toInstant(context.now()),
    timeZone: timeZone ?? description.timeZone,
    resolve: (ref) => {
      const record = context.shown(ref);
      if (!record) isMissing = true;
      return record;
    },
    // Clauses over those are left open.
    referring: () => [],
  });
  const testOf = (filter: Filter): ((record: AnyRecord) => boolean) => {
    const test = compileWith({ spanWindow: relativeTime?.spanWindow }, filter, type, filterContext());
    return hasClause(filter, isRelativeToNow) ? (record) => test(record, toInstant(context.now())) : test;
  };
  const verdictOf = (filter: Filter): Verdict => {
    if (dependenciesOf(model, type, filter).size === 0 && !hasClause(filter, isUndecided)) return testOf(filter);
    const mayHold = testOf(widened(filter, isUndecided));
    const mustHold = testOf(widened(filter, isUndecided, false));
    return (record) => {
      isMissing = false;
      const answer = mayHold(record) && (mustHold(record) || undefined);
      return isMissing ? undefined : answer;
    };
  };

  const everything: Filter = { and: [] };
  const filter = where ?? everything;
  const split = where ? plan(where, type, description, model) : { pushed: undefined, residual: undefined };
  const keys = orderBy ?? [];
  const unsortable = keys.find(({ field }) => description.types[type]?.fields[field]?.sortable === false);
  if (unsortable)
    throw new BackendError(
      'unsupported',
      `${description.name} can't sort ${type} by ${unsortable.field}: see describe().`,
    );
  const elsewhere = keys.filter(({ field }) => (fieldPath(model, type, field)?.steps.length ?? 0) > 0);
  // Lets every record through, and depends on what the order depends on: the feed says when that changes.
  const ordered: Filter = {
    or: [everything, ...elsewhere.map(({ field }) => ({ field, op: 'exists', value: true }) as const)],
  };
  const isOrderHeard = elsewhere.length > 0 && !plan(ordered, type, description, model).residual;
  const heard = [...(split.pushed ? [widened(split.pushed, isRelativeToNow)] : []), ...(isOrderHeard ? [ordered] : [])];
  const [first, ...more] = heard;
  const dependencies = dependenciesOf(model, type, { and: [filter, ordered] });
  const order = orderOf(model, type, keys);
  return {
    query: {
      type,
      ...(split.pushed ? { where: split.pushed } : {}),
      ...(orderBy ? { orderBy } : {}),
      ...(total ? { total } : {}),
      ...(timeZone === undefined ? {} : { timeZone }),
    },
    interest: { type, ...(first && { where: more.length > 0 ? { and: heard } : first }) },
    verdict: where ? verdictOf(where) : () => true,
    residual: split.residual && { filter: split.residual, verdict: verdictOf(split.residual) },
    placeOf: elsewhere.length === 0 ? placeBy(order) : undefined,
    order,
    isDecided: dependencies.size === 0 && !hasClause(filter, isUndecided),
    dependencies,
    nextChange: relativeTime && ((record) => relativeTime.nextChange(filter, record, filterContext())),
  };
}
