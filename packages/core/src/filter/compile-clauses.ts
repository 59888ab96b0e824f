import type { FieldPath } from '../model/index.ts';
import type { FilterContext } from './context.ts';
import type { RelatedClause, RelativeSpan } from './filter.ts';
import type { RecordTest } from './record-test.ts';
import type { SpanWindow } from './span-window.ts';

/** What makes those clauses ready that few filters have: handed in, so that a page need not carry it before it asks such a filter. */
export interface CompileClauses {
  /** For `within`. */
  readonly spanWindow?: ((span: RelativeSpan, path: FieldPath, context: FilterContext) => SpanWindow) | undefined;
  /** For figures over related records. */
  readonly compileRelated?:
    | ((clause: RelatedClause, type: string, context: FilterContext, clauses: CompileClauses) => RecordTest)
    | undefined;
}

/**
 * What was handed in for a clause.
 * @throws TypeError where nothing was.
 */
export function handedIn<Part>(part: Part | undefined, clause: string): Part {
  if (part === undefined) throw new TypeError(`The filter has a clause that it was compiled without: ${clause}.`);
  return part;
}
