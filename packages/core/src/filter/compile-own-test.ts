import type { FieldPath } from '../model/index.ts';
import type { FilterContext } from './context.ts';
import type { FieldClause, RelativeSpan } from './filter.ts';
import { fold } from './fold.ts';
import { compareFolded, foldedMatcher, foldedMember } from './folded-text.ts';
import type { RecordTest } from './record-test.ts';
import { spanWindow } from './span-window.ts';

type Holds = RecordTest['holds'];

/**
 * The commonest clauses about a record's own fields, reading and comparing in one function each: a call for each value would be felt, and engines find a
 * field sooner where the code that reads it reads few. Undefined for the others.
 */
export function compileOwnTest(clause: FieldClause, path: FieldPath, context: FilterContext): Holds | undefined {
  if (path.steps.length > 0 || path.key.at !== 'root') return undefined;
  const { name } = path.key;
  const { op, value: operand } = clause;
  if (op === 'within') {
    const { includes } = spanWindow(operand as RelativeSpan, path, context);
    return (record, now) => {
      const value = record[name];
      return typeof value === 'string' && includes(value, now);
    };
  }
  switch (path.comparison) {
    case 'number':
      return typeof operand === 'number' ? numberTest(name, op, operand) : undefined;
    case 'folded':
      return foldedTest(name, clause);
    case 'foldedSet':
      return op === 'has' ? foldedSetTest(name, fold(operand as string)) : undefined;
    case 'exact':
    case 'boolean':
    case 'date':
    case 'instant':
      if (op === 'eq') return (record) => record[name] === operand;
      if (op === 'ne') return (record) => record[name] !== operand;
      if (op === 'in') return amongTest(name, operand as readonly string[]);
      return path.comparison === 'date' || path.comparison === 'instant'
        ? timeTest(name, op, operand as string)
        : undefined;
    default:
      return undefined;
  }
}

function numberTest(name: string, op: FieldClause['op'], operand: number): Holds | undefined {
  switch (op) {
    case 'eq':
      return (record) => record[name] === operand;
    case 'ne':
      return (record) => record[name] !== operand;
    case 'lt':
      return (record) => {
        const value = record[name];
        return typeof value === 'number' && value < operand;
      };
    case 'lte':
      return (record) => {
        const value = record[name];
        return typeof value === 'number' && value <= operand;
      };
    case 'gt':
      return (record) => {
        const value = record[name];
        return typeof value === 'number' && value > operand;
      };
    case 'gte':
      return (record) => {
        const value = record[name];
        return typeof value === 'number' && value >= operand;
      };
    default:
      return undefined;
  }
}

/** Dates and instants are ASCII of one form: the engine's own order of texts is theirs. */
function timeTest(name: string, op: FieldClause['op'], operand: string): Holds | undefined {
  switch (op) {
    case 'lt':
      return (record) => {
        const value = record[name];
        return typeof value === 'string' && value < operand;
      };
    case 'lte':
      return (record) => {
        const value = record[name];
        return typeof value === 'string' && value <= operand;
      };
    case 'gt':
      return (record) => {
        const value = record[name];
        return typeof value === 'string' && value > operand;
      };
    case 'gte':
      return (record) => {
        const value = record[name];
        return typeof value === 'string' && value >= operand;
      };
    default:
      return undefined;
  }
}

function amongTest(name: string, operands: readonly string[]): Holds | undefined {
  if (operands.length > longestList) return undefined;
  return (record) => {
    const value = record[name];
    if (typeof value !== 'string') return false;
    for (let index = 0; index < operands.length; index++) if (value === operands[index]) return true;
    return false;
  };
}

// A set finds a value sooner where there are more.
const longestList = 16;

function foldedTest(name: string, { op, value: operand }: FieldClause): Holds | undefined {
  if (op === 'in') {
    const isMember = foldedMember((operand as readonly string[]).map(fold));
    return (record) => {
      const value = record[name];
      return typeof value === 'string' && isMember(value);
    };
  }
  if (typeof operand !== 'string') return undefined;
  const folded = fold(operand);
  switch (op) {
    case 'eq':
      return (record) => {
        const value = record[name];
        return typeof value === 'string' && compareFolded(value, folded) === 0;
      };
    case 'ne':
      return (record) => {
        const value = record[name];
        return typeof value !== 'string' || compareFolded(value, folded) !== 0;
      };
    case 'contains': {
      const matches = foldedMatcher(folded);
      return (record) => {
        const value = record[name];
        return typeof value === 'string' && matches(value);
      };
    }
    default:
      return undefined;
  }
}

function foldedSetTest(name: string, wanted: string): Holds {
  return (record) => {
    const values = record[name];
    if (!Array.isArray(values)) return false;
    for (let index = 0; index < values.length; index++)
      if (compareFolded(values[index] as string, wanted) === 0) return true;
    return false;
  };
}
