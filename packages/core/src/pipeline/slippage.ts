import type { CloseDateChange } from '../model/index.ts';

/** How often, and by how many days in all, a close date was put off. */
export interface Pushes {
  readonly times: number;
  readonly days: number;
}

export interface Slippage extends Pushes {
  /** Deals of which any close date was put off. */
  readonly deals: number;
  /** Deals looked at. */
  readonly of: number;
  /** Pushes by deal looked at; null of none. */
  readonly meanTimes: number | null;
  /** Days by push; null of none. */
  readonly meanDays: number | null;
}

/** Changes to a later day; one to an earlier day, a first day and a day taken away are none. */
export function pushesOf(changes: readonly CloseDateChange[]): Pushes {
  const days = changes.map(daysPushed).filter((each) => each > 0);
  return { times: days.length, days: days.reduce((sum, each) => sum + each, 0) };
}

/** How often and how far the close dates of so many deals were put off. */
export function slippage(changes: readonly CloseDateChange[], deals: number): Slippage {
  const { times, days } = pushesOf(changes);
  const pushed = new Set(changes.filter((change) => daysPushed(change) > 0).map(({ deal }) => deal));
  return {
    times,
    days,
    deals: pushed.size,
    of: deals,
    meanTimes: deals === 0 ? null : times / deals,
    meanDays: times === 0 ? null : days / times,
  };
}

function daysPushed({ from, to }: CloseDateChange): number {
  return from == null || to == null ? 0 : (Date.parse(to) - Date.parse(from)) / 86_400_000;
}
