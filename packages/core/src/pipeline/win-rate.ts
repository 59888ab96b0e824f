import { localDay } from '../filter/index.ts';
import { sumAmounts } from './amounts.ts';
import type { DealFigure } from './deal-figures.ts';
import { isWithin, type Period } from './fiscal-calendar.ts';
import type { CountedAmount } from './forecast.ts';

/** Which deals are looked at: those created in a period, whatever became of them, or those closed in it, whenever they began. */
export type Cohort = 'created' | 'closed';

export interface WinRate {
  readonly cohort: Cohort;
  readonly won: CountedAmount;
  readonly lost: CountedAmount;
  /** Not decided yet, and so in neither rate. */
  readonly open: CountedAmount;
  /** Won ÷ (won + lost); null where nothing was decided. */
  readonly byCount: number | null;
  readonly byAmount: number | null;
}

/** The figures of a cohort. Days are those of the time zone. */
export function cohortOf(
  figures: readonly DealFigure[],
  cohort: Cohort,
  period: Period,
  timeZone: string,
): readonly DealFigure[] {
  return figures.filter(({ deal, status, day }) =>
    cohort === 'created'
      ? isWithin(localDay(Date.parse(deal.createdAt), timeZone), period)
      : status !== 'open' && isWithin(day, period),
  );
}

/** The share of the decided deals that were won, by count and by amount, and of which cohort. */
export function winRate(
  figures: readonly DealFigure[],
  cohort: Cohort,
  period: Period,
  { currency, timeZone }: { readonly currency: string; readonly timeZone: string },
): WinRate {
  const deals = cohortOf(figures, cohort, period, timeZone);
  const counted = (status: DealFigure['status']): CountedAmount => {
    const some = deals.filter((each) => each.status === status);
    return {
      count: some.length,
      amount: sumAmounts(
        some.map(({ amount }) => amount),
        currency,
      ),
    };
  };
  const [won, lost, open] = [counted('won'), counted('lost'), counted('open')];
  const share = (a: number, b: number): number | null => (a + b === 0 ? null : a / (a + b));
  return {
    cohort,
    won,
    lost,
    open,
    byCount: share(won.count, lost.count),
    byAmount: share(won.amount.amount, lost.amount.amount),
  };
}
