import sql, { raw } from 'sql-template-tag';
import {
  createFeedReader,
  readFilter,
  routeEntry,
  type AccessPolicy,
  type FeedReader,
  type RoutedEntry,
} from '@rapport/core/authority';
import { compile, dependenciesOf, type CompiledFilter, type Filter, type FilterContext } from '@rapport/core/filter';
import type { AnyRecord, Instant, Model } from '@rapport/core/model';
import type { Actor, Interest } from '@rapport/core/port';
import { type Database, filterSql, recordToColumns, Aliases, everything, type Scope, tableOf } from '../sql/index.ts';
import type { FeedEntry } from './feed.ts';

export interface ReaderOptions {
  readonly database: Database;
  readonly model: Model;
  readonly policy: AccessPolicy;
  readonly actor: Actor;
  readonly interests: readonly Interest[] | undefined;
  readonly now: () => Instant;
  readonly timeZone: string;
}

interface Question {
  readonly filter: Filter;
  readonly record: AnyRecord;
  readonly over: 'all' | 'readable';
}

/**
 * Routes entries to one reader. Filters over a record's own fields are answered here; those that reach other records by SQL, over the image of the record
 * that the entry holds and the others as they stand.
 */
export function createRouter(
  options: ReaderOptions,
): (entries: readonly FeedEntry[]) => Promise<readonly RoutedEntry[]> {
  const { model, policy, actor, interests, now, timeZone } = options;
  const compiled = new Map<Filter, CompiledFilter | null>();
  const context: FilterContext = { model, now: now(), timeZone, resolve: () => undefined, referring: () => [] };
  const ownTest = (filter: Filter, type: string): CompiledFilter | null => {
    let test = compiled.get(filter);
    if (test === undefined)
      compiled.set(
        filter,
        (test = dependenciesOf(model, type, filter).size === 0 ? compile(filter, type, context) : null),
      );
    return test;
  };

  let at = now();
  let open: Question[] = [];
  let answers = new Map<Filter, Map<AnyRecord, boolean>>();
  const reader: FeedReader = createFeedReader({
    model,
    policy,
    actor,
    interests,
    holds(filter, record, over) {
      const test = ownTest(filter, record.type);
      if (test) return test(record, at);
      const known = answers.get(filter)?.get(record);
      if (known === undefined) open.push({ filter, record, over });
      return known ?? false;
    },
  });

  return async (entries) => {
    at = now();
    answers = new Map();
    for (;;) {
      open = [];
      const routed = entries.map((entry) => routeEntry(entry, reader));
      if (open.length === 0) return routed;
      // Each round answers what the one before could not: one answer may lead to another question.
      for (const [filter, questions] of Map.groupBy(open, (question) => question.filter))
        answers.set(filter, new Map([...(answers.get(filter) ?? []), ...(await ask(options, at, questions))]));
    }
  };
}

/** Asks one filter about records of one type or several, of which each image counts by itself. */
async function ask(
  { database, model, policy, actor, timeZone }: ReaderOptions,
  now: Instant,
  questions: readonly Question[],
): Promise<ReadonlyMap<AnyRecord, boolean>> {
  const answered = new Map<AnyRecord, boolean>();
  for (const [type, own] of Map.groupBy(questions, ({ record }) => record.type)) {
    const [{ filter, over }] = own as [Question, ...Question[]];
    const readable = over === 'all' ? () => everything : (name: string) => readFilter(policy, actor, name);
    const scope: Scope = { model, now, timeZone, policyTimeZone: timeZone, readable };
    const aliases = new Aliases();
    const alias = aliases.next();
    const images = JSON.stringify(own.map(({ record }) => recordToColumns(model, actor.tenant, record)));
    const rows = await database.query(
      actor.tenant,
      sql`select ${raw(alias)}.ordinality from json_populate_recordset(null::${raw(tableOf(model, type).name)}, ${images}::json)
      with ordinality ${raw(alias)} where ${filterSql(scope, aliases, type, alias, filter)}`,
    );
    const held = new Set(rows.map(([place]) => Number(place)));
    own.forEach(({ record }, index) => answered.set(record, held.has(index + 1)));
  }
  return answered;
}
