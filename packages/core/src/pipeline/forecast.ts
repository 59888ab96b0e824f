import type { ForecastAdjustment, Money, Quota, RecordId } from '../model/index.ts';
import { sumAmounts } from './amounts.ts';
import type { DealFigure, ForecastCategory } from './deal-figures.ts';
import { isWithin, type Period } from './fiscal-calendar.ts';

export interface CountedAmount {
  readonly count: number;
  readonly amount: Money;
}

/** A category by itself (single column): what the deals come to, what people say, and what holds: the manager's word, the owner's, the deals'. */
export interface CategoryForecast extends CountedAmount {
  readonly calculated: Money;
  readonly owner: Money | null;
  readonly manager: Money | null;
}

/** What is to be expected of a period. Won counts in full and stands apart; lost never counts. */
export interface ForecastFigures {
  readonly won: CountedAmount;
  readonly lost: CountedAmount;
  /** All that is open and not omitted. */
  readonly open: CountedAmount;
  /** Amount × probability of what is open and not omitted. */
  readonly weighted: Money;
  /** Won and weighted. */
  readonly expected: Money;
  readonly categories: Readonly<Record<ForecastCategory, CategoryForecast>>;
  /** Commit with closed; best case with both; pipeline with all three. */
  readonly cumulative: { readonly commit: Money; readonly bestCase: Money; readonly pipeline: Money };
  readonly quota: Money | null;
  /** Won ÷ quota; null without a quota. */
  readonly attainment: number | null;
  /** Open ÷ what is left of the quota; null without a quota, or where nothing is left. */
  readonly coverage: number | null;
}

export interface OwnerForecast extends ForecastFigures {
  /** Null for deals that nobody owns. */
  readonly owner: RecordId | null;
}

export interface Forecast {
  readonly period: Period;
  readonly currency: string;
  /** In the order of the owners' ids, nobody's last. */
  readonly rows: readonly OwnerForecast[];
  /** The sum of the rows, with their adjustments. */
  readonly total: ForecastFigures;
  /** Open deals that say no day, and so are in no period. */
  readonly undated: number;
}

/** Amounts of quotas and adjustments are in the forecast's currency: convert them first (`convertOn`). */
export interface ForecastTargets {
  readonly quotas?: readonly Quota[];
  readonly adjustments?: readonly ForecastAdjustment[];
}

const categories = [
  'pipeline',
  'bestCase',
  'commit',
  'closed',
  'omitted',
] as const satisfies readonly ForecastCategory[];

/**
 * The forecast of a period, by owner and in all: open deals by their expected close date, closed ones by the day they were closed. Quotas and adjustments are
 * those of exactly the period; of several adjustments of a figure the latest holds.
 * @throws InvalidInputError where a quota or an adjustment is in another currency.
 */
export function forecast(
  figures: readonly DealFigure[],
  period: Period,
  currency: string,
  { quotas = [], adjustments = [] }: ForecastTargets = {},
): Forecast {
  const inPeriod = figures.filter(({ day }) => isWithin(day, period));
  const isOfPeriod = (each: Quota | ForecastAdjustment): boolean =>
    each.periodStart === period.start && each.periodEnd === period.end;
  const ownQuotas = quotas.filter(isOfPeriod);
  const ownAdjustments = adjustments.filter(isOfPeriod);
  const owners = new Set<RecordId | null>([
    ...inPeriod.map(({ deal }) => deal.owner ?? null),
    ...ownQuotas.map(({ user }) => user),
    ...ownAdjustments.map(({ user }) => user),
  ]);
  const rows = [...owners].sort(compareOwners).map((owner): OwnerForecast => {
    const deals = inPeriod.filter(({ deal }) => (deal.owner ?? null) === owner);
    const quota = ownQuotas.filter(({ user }) => user === owner).map(({ amount }) => amount);
    const adjusted = ownAdjustments.filter(({ user }) => user === owner);
    return { owner, ...ownerFigures(deals, currency, quota, adjusted) };
  });
  const undated = figures.filter(({ status, day }) => status === 'open' && day === undefined).length;
  return { period, currency, rows, total: totalOf(rows, currency), undated };
}

function ownerFigures(
  deals: readonly DealFigure[],
  currency: string,
  quotas: readonly Money[],
  adjustments: readonly ForecastAdjustment[],
): ForecastFigures {
  const counted = (some: readonly DealFigure[]): CountedAmount => ({
    count: some.length,
    amount: sumAmounts(
      some.map(({ amount }) => amount),
      currency,
    ),
  });
  const open = deals.filter(({ status, category }) => status === 'open' && category !== 'omitted');
  const byCategory = categories.map((category) => {
    const { count, amount: calculated } = counted(
      deals.filter((each) => each.category === category && each.status !== 'lost'),
    );
    const owner = latest(adjustments, category, 'owner', currency);
    const manager = latest(adjustments, category, 'manager', currency);
    return [category, { count, calculated, owner, manager, amount: manager ?? owner ?? calculated }] as const;
  });
  return withRatios({
    won: counted(deals.filter(({ status }) => status === 'won')),
    lost: counted(deals.filter(({ status }) => status === 'lost')),
    open: counted(open),
    weighted: sumAmounts(
      open.map(({ weighted }) => weighted),
      currency,
    ),
    categories: Object.fromEntries(byCategory) as ForecastFigures['categories'],
    quota: quotas.length === 0 ? null : sumAmounts(quotas, currency),
  });
}

function totalOf(rows: readonly OwnerForecast[], currency: string): ForecastFigures {
  const sum = (amountOf: (row: OwnerForecast) => Money): Money => sumAmounts(rows.map(amountOf), currency);
  const counted = (of: (row: OwnerForecast) => CountedAmount): CountedAmount => ({
    count: rows.reduce((count, row) => count + of(row).count, 0),
    amount: sum((row) => of(row).amount),
  });
  const byCategory = categories.map((category) => {
    const calculated = sum((row) => row.categories[category].calculated);
    return [
      category,
      { ...counted((row) => row.categories[category]), calculated, owner: null, manager: null },
    ] as const;
  });
  const quotas = rows.flatMap(({ quota }) => (quota ? [quota] : []));
  return withRatios({
    won: counted(({ won }) => won),
    lost: counted(({ lost }) => lost),
    open: counted(({ open }) => open),
    weighted: sum(({ weighted }) => weighted),
    categories: Object.fromEntries(byCategory) as ForecastFigures['categories'],
    quota: quotas.length === 0 ? null : sumAmounts(quotas, currency),
  });
}

type Summed = Omit<ForecastFigures, 'expected' | 'cumulative' | 'attainment' | 'coverage'>;

function withRatios(figures: Summed): ForecastFigures {
  const { won, open, weighted, categories, quota } = figures;
  const { currency } = weighted;
  const commit = sumAmounts([categories.closed.amount, categories.commit.amount], currency);
  const bestCase = sumAmounts([commit, categories.bestCase.amount], currency);
  const pipeline = sumAmounts([bestCase, categories.pipeline.amount], currency);
  const left = quota && quota.amount - won.amount.amount;
  return {
    ...figures,
    expected: sumAmounts([won.amount, weighted], currency),
    cumulative: { commit, bestCase, pipeline },
    attainment: quota && quota.amount > 0 ? won.amount.amount / quota.amount : null,
    coverage: left !== null && left > 0 ? open.amount.amount / left : null,
  };
}

function latest(
  adjustments: readonly ForecastAdjustment[],
  category: ForecastCategory,
  level: ForecastAdjustment['level'],
  currency: string,
): Money | null {
  const [last] = adjustments
    .filter((each) => each.category === category && each.level === level)
    .sort((a, b) => (a.adjustedAt === b.adjustedAt ? (a.id < b.id ? 1 : -1) : a.adjustedAt < b.adjustedAt ? 1 : -1));
  return last ? sumAmounts([last.amount], currency) : null;
}

function compareOwners(a: RecordId | null, b: RecordId | null): number {
  return a === b ? 0 : b === null || (a !== null && a < b) ? -1 : 1;
}
