import type { Issue } from '../failure/index.ts';
import { fieldPath, fieldsOf, type FieldPath, type Model } from '../model/index.ts';
import { checkOperand, hasOnly, isPlain, operandKindOf } from './check-operand.ts';
import { operators, relatedOperators, type Operator, type RelatedOperator } from './filter.ts';
import { operatorsOf } from './operators-of.ts';

type Path = Issue['path'];

const maxDepth = 20;
const maxClauses = 500;
/** How many references a path may follow. */
export const maxPathReferences = 4;

/**
 * What keeps a filter from being asked of a type: its form, names, operators, operands and bounds. Each issue has the path of the fault inside the tree
 * and, in `params`, what would fit. Empty: `evaluate`, `compile` and SQL will answer it. Takes whatever was received; nothing is coerced.
 */
export function checkFilter(model: Model, type: string, filter: unknown): Issue[] {
  if (!model.types.has(type))
    return [{ path: [], code: 'unknown-type', params: { type, known: [...model.types.keys()] } }];
  const issues: Issue[] = [];
  let clauses = 0;
  const countClause = (path: Path): void => {
    clauses += 1;
    if (clauses === maxClauses + 1) issues.push({ path, code: 'too-many-clauses', params: { limit: maxClauses } });
  };

  const visit = (node: unknown, at: string, path: Path, depth: number): void => {
    if (clauses > maxClauses) return;
    if (depth > maxDepth) {
      issues.push({ path, code: 'too-deep', params: { limit: maxDepth } });
    } else if (!isPlain(node)) {
      issues.push({ path, code: 'malformed-filter', params: { expected: forms } });
    } else if (hasOnly(node, ['and']) && Array.isArray(node.and)) {
      if (node.and.length === 0) countClause(path);
      node.and.forEach((inner: unknown, index) => visit(inner, at, [...path, 'and', index], depth + 1));
    } else if (hasOnly(node, ['or']) && Array.isArray(node.or)) {
      if (node.or.length === 0) countClause(path);
      node.or.forEach((inner: unknown, index) => visit(inner, at, [...path, 'or', index], depth + 1));
    } else if (hasOnly(node, ['not'])) {
      visit(node.not, at, [...path, 'not'], depth + 1);
    } else if (hasOnly(node, ['field', 'op', 'value'])) {
      countClause(path);
      issues.push(...checkFieldClause(model, at, node, path));
    } else if (
      hasOnly(
        node,
        node.where === undefined
          ? ['related', 'measure', 'op', 'value']
          : ['related', 'where', 'measure', 'op', 'value'],
      )
    ) {
      countClause(path);
      const related = checkRelatedClause(model, at, node, path);
      issues.push(...related.issues);
      if (node.where !== undefined && related.type !== undefined)
        visit(node.where, related.type, [...path, 'where'], depth + 1);
    } else {
      issues.push({ path, code: 'malformed-filter', params: { expected: forms } });
    }
  };
  visit(filter, type, [], 1);
  return issues;
}

const forms = [
  '{ and: […] }',
  '{ or: […] }',
  '{ not: … }',
  '{ field, op, value }',
  '{ related, where?, measure, op, value }',
];

function checkFieldClause(
  model: Model,
  type: string,
  clause: Readonly<Record<string, unknown>>,
  path: Path,
): readonly Issue[] {
  const found = checkPath(model, type, clause.field, [...path, 'field']);
  if ('issue' in found) return [found.issue];
  const fitting = operatorsOf(found.field.field);
  if (!isOperator(clause.op) || !fitting.includes(clause.op)) {
    return [
      {
        path: [...path, 'op'],
        code: isOperator(clause.op) ? 'operator-misfit' : 'unknown-operator',
        params: { op: clause.op, operators: fitting },
      },
    ];
  }
  return checkOperand(clause.op, operandKindOf(found.field), found.field.field.choices, clause.value, [
    ...path,
    'value',
  ]);
}

/** A path that leads somewhere, or what is wrong with it: its name, or how far it goes. */
export function checkPath(
  model: Model,
  type: string,
  name: unknown,
  path: Path,
): { readonly field: FieldPath } | { readonly issue: Issue } {
  const field = typeof name === 'string' && name.length <= 300 ? fieldPath(model, type, name) : undefined;
  if (!field)
    return {
      issue: {
        path,
        code: 'unknown-field',
        params: { type, field: name, known: fieldsOf(model, type).map((one) => one.path) },
      },
    };
  if (field.steps.length > maxPathReferences)
    return { issue: { path, code: 'path-too-long', params: { limit: maxPathReferences } } };
  return { field };
}

function checkRelatedClause(
  model: Model,
  type: string,
  clause: Readonly<Record<string, unknown>>,
  path: Path,
): { readonly issues: readonly Issue[]; readonly type?: string } {
  const relations = model.relations.get(type);
  const relation = relations?.get(String(clause.related));
  if (!relation) {
    return {
      issues: [
        {
          path: [...path, 'related'],
          code: 'unknown-relation',
          params: { type, related: clause.related, known: [...(relations?.keys() ?? [])] },
        },
      ],
    };
  }
  const measured = checkMeasure(model, relation.type, clause.measure, [...path, 'measure']);
  if (!isRelatedOperator(clause.op)) {
    const issue: Issue = {
      path: [...path, 'op'],
      code: 'unknown-operator',
      params: { op: clause.op, operators: relatedOperators },
    };
    return { issues: [...('issue' in measured ? [measured.issue] : []), issue], type: relation.type };
  }
  if ('issue' in measured) return { issues: [measured.issue], type: relation.type };
  return {
    issues: checkOperand(clause.op, measured.kind, undefined, clause.value, [...path, 'value']),
    type: relation.type,
  };
}

/** What a measure gives, or what is wrong with it. */
export function checkMeasure(
  model: Model,
  type: string,
  measure: unknown,
  path: Path,
): { readonly kind: 'number' | 'money' | 'date' | 'instant' } | { readonly issue: Issue } {
  if (measure === 'count') return { kind: 'number' };
  const take = isPlain(measure)
    ? (['sum', 'avg', 'min', 'max'] as const).find((one) => hasOnly(measure, [one]))
    : undefined;
  if (!isPlain(measure) || take === undefined)
    return { issue: { path, code: 'malformed-measure', params: { expected: ['count', 'sum', 'avg', 'min', 'max'] } } };
  const found = checkPath(model, type, measure[take], [...path, take]);
  if ('issue' in found) return found;
  const { comparison } = found.field;
  if (comparison === 'number' || comparison === 'money') return { kind: comparison };
  if ((comparison === 'date' || comparison === 'instant') && (take === 'min' || take === 'max'))
    return { kind: comparison };
  return {
    issue: {
      path: [...path, take],
      code: 'measure-misfit',
      params: {
        measure: take,
        kind: found.field.field.kind,
        expected: take === 'sum' || take === 'avg' ? ['number', 'money'] : ['number', 'money', 'date', 'instant'],
      },
    },
  };
}

function isOperator(op: unknown): op is Operator {
  return (operators as readonly unknown[]).includes(op);
}

function isRelatedOperator(op: unknown): op is RelatedOperator {
  return (relatedOperators as readonly unknown[]).includes(op);
}
