import { isDeepStrictEqual } from 'node:util';
import { fieldPath, readPath, type AggregateQuery, type AnyRecord, type Filter, type Query } from '@rapport/core';
import { contextOf, type World } from './arbitraries.ts';
import type { Question } from './questions.ts';

/** What two backends answered differently, for people: the question, both answers, and what the fields in question hold. */
export function describeDifference(world: World, question: Question, expected: unknown, got: unknown): string {
  const asked = question.ask === 'get' ? question.refs : question.query;
  const names = question.ask === 'get' ? [] : fieldsAsked(question.query);
  const concerned = world.records.filter((record) => record.type === question.type);
  const [memory, sql] = [shortly(expected), shortly(got)];
  return [
    `Memory and SQL differ. ${question.ask} as ${JSON.stringify(question.actor)}, now ${world.now}:`,
    JSON.stringify(asked),
    `memory: ${memory}`,
    `SQL:    ${sql}`,
    ...(memory === sql ? differenceLines(expected, got) : []),
    ...(question.ask === 'get'
      ? []
      : [
          'The records, and what the question looks at in them:',
          ...concerned.map((record) => `  ${record.id} ${JSON.stringify(valuesAt(world, record, names))}`),
        ]),
  ].join('\n');
}

interface Difference {
  readonly path: string;
  readonly memory: unknown;
  readonly sql: unknown;
}

/** Where two values part, by their innermost places. */
function differences(memory: unknown, sql: unknown, path = ''): readonly Difference[] {
  if (isDeepStrictEqual(memory, sql)) return [];
  if (
    typeof memory !== 'object' ||
    typeof sql !== 'object' ||
    memory === null ||
    sql === null ||
    Array.isArray(memory) !== Array.isArray(sql)
  )
    return [{ path, memory, sql }];
  const keys = [...new Set([...Object.keys(memory), ...Object.keys(sql)])];
  const inner = keys.flatMap((key) =>
    differences(
      (memory as Readonly<Record<string, unknown>>)[key],
      (sql as Readonly<Record<string, unknown>>)[key],
      `${path}/${key}`,
    ),
  );
  return inner.length > 0 ? inner : [{ path, memory, sql }];
}

/** The first places where two values part, a line each. */
export const differenceLines = (memory: unknown, sql: unknown): readonly string[] =>
  differences(memory, sql)
    .slice(0, 8)
    .map((one) => `  at ${one.path}: memory ${JSON.stringify(one.memory)}, SQL ${JSON.stringify(one.sql)}`);

/** Records as their ids. */
const shortly = (answer: unknown): string =>
  JSON.stringify(answer, (_, value: unknown) =>
    isRecord(value) && value.type !== undefined && value.version !== undefined && Object.keys(value).length > 6
      ? value.id
      : value,
  );
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && 'id' in value;

function valuesAt(world: World, record: AnyRecord, names: readonly string[]): Readonly<Record<string, unknown>> {
  const context = contextOf(world);
  return Object.fromEntries(
    names.flatMap((name) => {
      const path = fieldPath(world.model, record.type, name);
      return path ? [[name, readPath(path, record, context) ?? null]] : [];
    }),
  );
}

function fieldsAsked(query: Query | AggregateQuery): readonly string[] {
  const keys =
    'measures' in query
      ? [
          ...(query.by ?? []),
          ...Object.values(query.measures).flatMap((measure): readonly string[] =>
            measure === 'count' ? [] : Object.values(measure),
          ),
        ]
      : (query.orderBy ?? []);
  return [
    ...new Set([
      ...(query.where ? fieldsOfFilter(query.where) : []),
      ...keys.map((key) => (typeof key === 'string' ? key : key.field)),
    ]),
  ];
}

function fieldsOfFilter(filter: Filter): readonly string[] {
  if ('and' in filter) return filter.and.flatMap(fieldsOfFilter);
  if ('or' in filter) return filter.or.flatMap(fieldsOfFilter);
  if ('not' in filter) return fieldsOfFilter(filter.not);
  return 'field' in filter ? [filter.field] : [];
}
