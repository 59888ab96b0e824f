import type { AnyRecord, Comparison, FieldPath, Instant } from '../model/index.ts';
import type { FilterContext } from './context.ts';
import { isActorValue, type Filter, type RelativeSpan } from './filter.ts';
import { knownPath, readPath } from './known-path.ts';
import type { SpanWindow } from './span-window.ts';
import { fold } from './fold.ts';
import { comparable, valueHolds } from './value-holds.ts';

/** A filter made ready for many records of one type. `now` overrides the context's, which is the default. */
export type CompiledFilter = (record: AnyRecord, now?: Instant) => boolean;

/** Values that are the same where they are identical. */
const plain: ReadonlySet<Comparison> = new Set<Comparison>(['exact', 'number', 'boolean', 'date', 'instant']);

/** What makes those clauses ready that few filters have: handed in, so that a page need not carry it before it asks such a filter. */
export interface CompileClauses {
  /** For `within`. */
  readonly spanWindow?: ((span: RelativeSpan, path: FieldPath, context: FilterContext) => SpanWindow) | undefined;
}

/**
 * `compile` in little code, for a page, which tests the records it shows: paths are looked up and spans resolved once, nothing else is made ready.
 * @throws InvalidInputError where a path leads nowhere; TypeError where nothing was handed in for a clause, or where it is about related records.
 */
export function compileWith(
  clauses: CompileClauses,
  filter: Filter,
  type: string,
  context: FilterContext,
): CompiledFilter {
  const compiled = (inner: Filter): CompiledFilter => compileWith(clauses, inner, type, context);
  if ('and' in filter) {
    const tests = filter.and.map(compiled);
    return (record, now) => tests.every((test) => test(record, now));
  }
  if ('or' in filter) {
    const tests = filter.or.map(compiled);
    return (record, now) => tests.some((test) => test(record, now));
  }
  if ('not' in filter) {
    const test = compiled(filter.not);
    return (record, now) => !test(record, now);
  }
  if (isActorValue(filter.value)) return () => false;
  if ('related' in filter) throw new TypeError(`Filters over related records need compile: ${filter.related}.`);
  const { op, value } = filter;
  const path = knownPath(context.model, type, filter.field);
  const { comparison } = path;
  const operand = comparable(comparison, value);
  const { name, at } = path.key;
  // The commonest clause: each change of a record asks it of every query that is open.
  if (op === 'eq' && at === 'root' && path.steps.length === 0) {
    if (plain.has(comparison)) return (record) => record[name] === operand;
    if (comparison === 'folded' && typeof operand === 'string') {
      return (record) => {
        const text = record[name];
        return typeof text === 'string' && foldsTo(text, operand);
      };
    }
  }
  const window = op === 'within' ? clauses.spanWindow?.(value as RelativeSpan, path, context) : undefined;
  if (op === 'within' && !window) throw new TypeError('The filter has a clause that it was compiled without: within.');
  return (record, now = context.now) =>
    valueHolds(
      op,
      comparison,
      comparable(comparison, readPath(path, record, context)),
      operand,
      (one) => window?.includes(one, now) === true,
    );
}

/** `fold(text) === folded`, without making a text where a letter of ASCII, which folds by itself, tells them apart. */
function foldsTo(text: string, folded: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > 0x7f) return fold(text) === folded;
    if ((unit > 0x40 && unit < 0x5b ? unit + 0x20 : unit) !== folded.charCodeAt(index)) return false;
  }
  return text.length === folded.length;
}
