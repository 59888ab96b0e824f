import type { AggregateQuery } from '@rapport/core';
import { fieldsOf } from '@rapport/core/model';
import { runAggregate } from '@rapport/core/query';
import type { Check } from '../check.ts';
import { inParallel } from './in-parallel.ts';

/** Q5. */
export const figures: readonly Check[] = [
  {
    id: 'figures/aggregates',
    claim: 'Counts, sums and groups are core’s, money by currency',
    notClaimed: ({ description }) => (description.aggregates ? undefined : 'there are no aggregates'),
    async run({ backend, sample, description }, tally) {
      const filterContext = { ...sample, now: description.now, timeZone: description.timeZone };
      const queries: AggregateQuery[] = [];
      for (const type of sample.records.keys()) {
        const where = sample.only(type);
        const fields = fieldsOf(sample.model, type).filter(
          ({ path }) => description.types[type]?.fields[path]?.aggregatable,
        );
        queries.push({ type, where, measures: { count: 'count' } });
        for (const { path, comparison } of fields) {
          queries.push({ type, where, by: [path], measures: { count: 'count' } });
          if (comparison === 'number' || comparison === 'money') {
            queries.push({
              type,
              where,
              measures: { sum: { sum: path }, average: { avg: path }, least: { min: path }, most: { max: path } },
            });
          }
          if (comparison === 'date' || comparison === 'instant') {
            queries.push({
              type,
              where,
              by: [{ field: path, unit: 'month' }],
              measures: { count: 'count', first: { min: path } },
              timeZone: 'Pacific/Auckland',
            });
          }
        }
      }
      await inParallel(queries, 8, async (query) => {
        const answer = await backend.aggregate(query);
        const context = { ...filterContext, timeZone: query.timeZone ?? filterContext.timeZone };
        const expected = runAggregate(sample.records.get(query.type) ?? [], query, context);
        tally.equal(
          answer.rows,
          expected.rows,
          `${query.type} ${JSON.stringify({ by: query.by, measures: query.measures })}`,
        );
        tally.equal(answer.partial, false, `${query.type}: partial`);
      });
    },
  },
];
