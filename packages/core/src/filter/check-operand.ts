import type { Issue } from '../failure/index.ts';
import { isRecordId } from '../identity/index.ts';
import { isWellFormedText, isDate, isInstant, type FieldPath, type Money } from '../model/index.ts';
import { actorAttributes, spanUnits, type Operator } from './filter.ts';

type Path = Issue['path'];
/** What an operand must be, for the words of an issue. */
export type OperandKind = 'text' | 'id' | 'choice' | 'number' | 'boolean' | 'date' | 'instant' | 'money';

export const maxOperands = 1_000;
const maxText = 10_000;

/** What a field's values are compared with. */
export function operandKindOf(path: FieldPath): OperandKind {
  const { field, comparison } = path;
  switch (comparison) {
    case 'number':
    case 'boolean':
    case 'date':
    case 'instant':
    case 'money':
      return comparison;
    case 'exact':
    case 'exactSet':
      return field.choices ? 'choice' : field.kind === 'key' ? 'text' : 'id';
    case 'folded':
    case 'foldedSet':
    case 'opaque':
      return 'text';
  }
}

/** The faults of an operand, for the operator and what the field holds (F5, F6, F15). */
export function checkOperand(
  op: Operator,
  kind: OperandKind,
  choices: readonly string[] | undefined,
  operand: unknown,
  path: Path,
): readonly Issue[] {
  switch (op) {
    case 'exists':
      return typeof operand === 'boolean' ? [] : [misfit(path, 'boolean')];
    case 'within':
      return isSpan(operand) ? [] : [misfit(path, 'span', { units: spanUnits })];
    case 'in': {
      if (!Array.isArray(operand)) return [misfit(path, 'list', { of: kind })];
      if (operand.length > maxOperands) return [{ path, code: 'too-many-operands', params: { limit: maxOperands } }];
      return operand.flatMap((one: unknown, index) => checkScalar(kind, choices, one, [...path, index]));
    }
    case 'between': {
      if (!Array.isArray(operand) || operand.length !== 2) return [misfit(path, 'pair', { of: kind })];
      const faults = operand.flatMap((one: unknown, index) => checkScalar(kind, choices, one, [...path, index]));
      if (faults.length > 0 || kind !== 'money') return faults;
      const [low, high] = operand as readonly { readonly currency: string }[];
      return low?.currency === high?.currency ? [] : [{ path, code: 'mixed-currencies' }];
    }
    case 'eq':
    case 'ne':
    case 'has':
      if (kind === 'id' && isActor(operand)) return [];
      return checkScalar(kind, choices, operand, path);
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
    case 'contains':
    case 'startsWith':
    case 'endsWith':
      return checkScalar(kind, choices, operand, path);
  }
}

function checkScalar(
  kind: OperandKind,
  choices: readonly string[] | undefined,
  operand: unknown,
  path: Path,
): readonly Issue[] {
  if (kind === 'text' && typeof operand === 'string') {
    if (operand.length > maxText) return [{ path, code: 'too-long', params: { limit: maxText } }];
    return isWellFormedText(operand) ? [] : [{ path, code: 'malformed-text' }];
  }
  return fits(kind, choices, operand) ? [] : [misfit(path, kind, choices ? { choices } : {})];
}

function fits(kind: OperandKind, choices: readonly string[] | undefined, operand: unknown): boolean {
  switch (kind) {
    case 'text':
      return false;
    case 'id':
      return typeof operand === 'string' && isRecordId(operand);
    case 'choice':
      return typeof operand === 'string' && (choices?.includes(operand) ?? false);
    case 'number':
      return typeof operand === 'number' && Number.isFinite(operand);
    case 'boolean':
      return typeof operand === 'boolean';
    case 'date':
      return typeof operand === 'string' && isDate(operand);
    case 'instant':
      return typeof operand === 'string' && isInstant(operand);
    case 'money':
      return isMoney(operand);
  }
}

/** Whether a value is an amount of some currency. */
export function isMoney(value: unknown): value is Money {
  return (
    isPlain(value) &&
    hasOnly(value, ['amount', 'currency']) &&
    Number.isSafeInteger(value.amount) &&
    typeof value.currency === 'string' &&
    /^[A-Z]{3}$/.test(value.currency)
  );
}

function misfit(path: Path, expected: string, params: Readonly<Record<string, unknown>> = {}): Issue {
  return { path, code: 'operand-misfit', params: { expected, ...params } };
}

function isActor(operand: unknown): boolean {
  return (
    isPlain(operand) && hasOnly(operand, ['actor']) && (actorAttributes as readonly unknown[]).includes(operand.actor)
  );
}

function isSpan(operand: unknown): boolean {
  if (!isPlain(operand)) return false;
  const { last, next, unit, offset } = operand;
  const isCount = (value: unknown): boolean =>
    Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 100_000;
  if (hasOnly(operand, ['last', 'unit'])) return isCount(last) && (spanUnits as readonly unknown[]).includes(unit);
  if (hasOnly(operand, ['next', 'unit'])) return isCount(next) && (spanUnits as readonly unknown[]).includes(unit);
  if (!hasOnly(operand, offset === undefined ? ['this'] : ['this', 'offset'])) return false;
  return (
    ['day', 'week', 'month', 'quarter', 'year'].includes(String(operand.this)) &&
    (offset === undefined || (Number.isInteger(offset) && Math.abs(Number(offset)) <= 10_000))
  );
}

/** Whether a value is an object of names and values. */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether an object has these members, and no other that is defined. */
export function hasOnly(value: Readonly<Record<string, unknown>>, names: readonly string[]): boolean {
  let defined = 0;
  for (const name of Object.keys(value)) {
    if (value[name] === undefined) continue;
    if (!names.includes(name)) return false;
    defined += 1;
  }
  return defined === names.length;
}
