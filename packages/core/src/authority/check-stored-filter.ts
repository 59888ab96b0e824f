import { refuse, type Refusal } from '../failure/index.ts';
import { checkFilter } from '../filter/index.ts';
import type { AnyRecord, Model } from '../model/index.ts';

/** The fields that hold a filter, and the type it asks about. */
const filterFields: Readonly<Record<string, { readonly field: string; readonly asks: (record: AnyRecord) => string }>> =
  {
    segment: { field: 'where', asks: ({ of }) => String(of) },
    journey: { field: 'trigger', asks: () => 'contact' },
  };

/**
 * Whether the filter that a record holds can be asked. A segment whose rule names a field that is not there would fail later, when nobody is there to
 * correct it. `model` is the writer's: what is hidden from the writer can't be asked for by way of a segment either.
 */
export function checkStoredFilter(record: AnyRecord, model: Model): Refusal | undefined {
  const held = Object.hasOwn(filterFields, record.type) ? filterFields[record.type] : undefined;
  const filter = held && record[held.field];
  if (!held || filter === undefined || filter === null) return undefined;
  const [issue] = checkFilter(model, held.asks(record), filter);
  return issue && refuse('invalid-filter', held.field, { path: issue.path, reason: issue.code, ...issue.params });
}
