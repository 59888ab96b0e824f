import { localDay, toDecimal, type Filter } from '../filter/index.ts';
import type { Money, RecordId, Stage } from '../model/index.ts';
import type { AggregateAnswer, AggregateQuery } from '../query/index.ts';
import { multiplyAmount, sumAmounts } from './amounts.ts';
import type { BaseCurrency, FigureContext } from './deal-figures.ts';
import { converter } from './rates.ts';

/** What stands at the head of a board's column. */
export interface ColumnTotal {
  readonly stage: RecordId;
  readonly count: number;
  readonly amount: Money;
  readonly weighted: Money;
  /** The backend could not count every deal: the figures are at least these. */
  readonly partial: boolean;
  /** Amounts that no rate leads to the base currency; they are in neither sum. */
  readonly unconverted: readonly Money[];
}

/** What to ask the backend for a board's totals: figures over all deals under the board's filter, whichever cards are loaded. */
export function columnQuery(where: Filter, timeZone: string): AggregateQuery {
  return {
    type: 'deal',
    where,
    timeZone,
    by: ['stage', 'status', 'probability', { field: 'closedAt', unit: 'day' }],
    measures: { count: 'count', amount: { sum: 'amount' } },
  };
}

/** The totals of every stage: open deals at today's rate, weighted by their probability; closed ones at the rate of their day. Rounded once a group. */
export function columnTotals(
  { rows, partial }: AggregateAnswer,
  stages: readonly Stage[],
  { currency, rates }: BaseCurrency,
  { now, timeZone }: FigureContext,
): readonly ColumnTotal[] {
  const today = localDay(Date.parse(now), timeZone);
  const convert = converter(currency, rates);
  const groups = rows.map(({ key: [stage, status, probability, day], figures }) => {
    const isClosed = (status === 'won' || status === 'lost') && typeof day === 'string';
    return { stage, probability, day: isClosed ? day : today, figures };
  });
  return stages.map((stage) => {
    const parts = groups.filter((group) => group.stage === stage.id);
    const amounts: Money[] = [];
    const weighted: Money[] = [];
    const unconverted: Money[] = [];
    for (const { probability, day, figures } of parts) {
      for (const sum of (figures['amount'] ?? []) as readonly Money[]) {
        const converted = convert(sum, day);
        if (!converted.ok) unconverted.push(sum);
        else {
          amounts.push(converted.amount);
          weighted.push(multiplyAmount(converted.amount, toDecimal(weightIn(stage, probability))));
        }
      }
    }
    return {
      stage: stage.id,
      count: parts.reduce((count, { figures }) => count + Number(figures['count'] ?? 0), 0),
      amount: sumAmounts(amounts, currency),
      weighted: sumAmounts(weighted, currency),
      partial,
      unconverted,
    };
  });
}

function weightIn({ stageType }: Stage, probability: unknown): number {
  if (stageType !== 'open') return stageType === 'won' ? 1 : 0;
  return typeof probability === 'number' ? probability : 0;
}
