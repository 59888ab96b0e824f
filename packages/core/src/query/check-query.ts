import type { Issue } from '../failure/index.ts';
import { checkFilter, checkMeasure, checkPath, isTimeZone } from '../filter/index.ts';
import type { Model } from '../model/index.ts';
import { isSortable } from './order-of.ts';
import type { AggregateQuery, Query } from './query.ts';

/** What keeps a query from being asked, beyond its shape: names, operands, orders, the time zone. Whether `after` fits shows when it is run. */
export function checkQuery(model: Model, query: Query): Issue[] {
  if (!model.types.has(query.type)) return unknownType(model, query.type);
  return [
    ...checkWhere(model, query),
    ...(query.orderBy ?? []).flatMap(({ field }, index) =>
      checkSortable(model, query.type, field, ['orderBy', index, 'field']),
    ),
    ...checkTimeZone(query.timeZone),
  ];
}

/** The same for figures. */
export function checkAggregate(model: Model, query: AggregateQuery): Issue[] {
  if (!model.types.has(query.type)) return unknownType(model, query.type);
  return [
    ...checkWhere(model, query),
    ...(query.by ?? []).flatMap((key, index) =>
      typeof key === 'string'
        ? checkSortable(model, query.type, key, ['by', index])
        : checkTime(model, query.type, key.field, ['by', index, 'field']),
    ),
    ...Object.entries(query.measures).flatMap(([name, measure]) => {
      const found = checkMeasure(model, query.type, measure, ['measures', name]);
      return 'issue' in found ? [found.issue] : [];
    }),
    ...checkTimeZone(query.timeZone),
  ];
}

function unknownType(model: Model, type: string): Issue[] {
  return [{ path: ['type'], code: 'unknown-type', params: { type, known: [...model.types.keys()] } }];
}

function checkWhere(model: Model, { type, where }: Pick<Query, 'type' | 'where'>): Issue[] {
  return where === undefined
    ? []
    : checkFilter(model, type, where).map((issue) => ({ ...issue, path: ['where', ...issue.path] }));
}

function checkSortable(model: Model, type: string, name: string, path: Issue['path']): Issue[] {
  const found = checkPath(model, type, name, path);
  if ('issue' in found) return [found.issue];
  return isSortable(found.field.field)
    ? []
    : [{ path, code: 'not-sortable', params: { field: name, kind: found.field.field.kind } }];
}

function checkTime(model: Model, type: string, name: string, path: Issue['path']): Issue[] {
  const found = checkPath(model, type, name, path);
  if ('issue' in found) return [found.issue];
  const { comparison } = found.field;
  return comparison === 'date' || comparison === 'instant'
    ? []
    : [
        {
          path,
          code: 'not-a-time',
          params: { field: name, kind: found.field.field.kind, expected: ['date', 'instant'] },
        },
      ];
}

function checkTimeZone(timeZone: string | undefined): Issue[] {
  return timeZone === undefined || isTimeZone(timeZone)
    ? []
    : [{ path: ['timeZone'], code: 'unknown-time-zone', params: { timeZone } }];
}
