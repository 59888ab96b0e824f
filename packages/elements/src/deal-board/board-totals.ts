import type { Client } from '@rapport/client';
import type { AggregateAnswer, ExchangeRate, Filter, Money, Stage } from '@rapport/core';
import { toInstant } from '@rapport/core/model';
import { columnQuery, columnTotals, sumAmounts, type BaseCurrency, type ColumnTotal } from '@rapport/core/pipeline';

/** What totals are asked for. */
export interface TotalsQuestion {
  readonly client: Client;
  readonly stages: readonly Stage[];
  readonly where: Filter;
  readonly timeZone: string;
  /** The currency to add up in; where it is not said, the one that most amounts are in. */
  readonly currency: string | undefined;
}

/** What open columns come to. */
export type OpenTotal = Omit<ColumnTotal, 'stage' | 'unconverted'>;

/** How long deals must stand still before they are counted anew, and how long at most they are not. */
const settling = 400;
const longest = 4_000;

/** The figures at the head of the columns: the backend's, over all deals under the board's filter. */
export class BoardTotals {
  readonly #changed: () => void;
  #question: TotalsQuestion | undefined;
  #key = '';
  #answer: AggregateAnswer | undefined;
  #base: (BaseCurrency & { readonly hasRates: boolean }) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #since = 0;
  #changedAt = 0;
  #round = 0;
  #totals: readonly ColumnTotal[] | undefined;
  /** Of all open columns together. */
  open: OpenTotal | undefined;
  hasFailed = false;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  of(stage: string): ColumnTotal | undefined {
    return this.#totals?.find((total) => total.stage === stage);
  }

  follow(question: TotalsQuestion | undefined): void {
    const key = question
      ? JSON.stringify([question.where, question.timeZone, question.currency, question.stages.map(({ id }) => id)])
      : '';
    const isOther = key !== this.#key || question?.client !== this.#question?.client;
    const hasOtherStages = question?.stages !== this.#question?.stages;
    this.#key = key;
    this.#question = question;
    if (!isOther) {
      if (hasOtherStages) this.#add();
      return;
    }
    this.#answer = undefined;
    this.#totals = undefined;
    this.open = undefined;
    this.#base = undefined;
    if (question) void this.#ask();
    else this.leave();
  }

  /** Deals have changed: they are counted anew once they stand still for a moment. */
  recount(): void {
    this.#changedAt = performance.now();
    if (this.#timer === undefined) {
      this.#since = this.#changedAt;
      this.#wait();
    }
  }

  /** Changes come by the hundred: a timer that runs is left to run, and looks again at its end. */
  #wait(): void {
    const now = performance.now();
    const rest = Math.min(this.#changedAt + settling, this.#since + longest) - now;
    if (rest <= 0 && this.#timer !== undefined) void this.#ask();
    else this.#timer = setTimeout(() => this.#wait(), Math.max(0, rest));
  }

  leave(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#round++;
  }

  async #ask(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const round = ++this.#round;
    const question = this.#question;
    if (!question || question.stages.length === 0) return;
    const { client, where, timeZone } = question;
    try {
      const answer = await client.aggregate(columnQuery(where, timeZone));
      if (round !== this.#round) return;
      const currency = question.currency ?? mostUsed(answer);
      const hasRates = currenciesIn(answer).some((each) => each !== currency);
      if (this.#base?.currency !== currency || (hasRates && !this.#base.hasRates)) {
        this.#base = { currency, hasRates, rates: hasRates ? await ratesTo(client, currency) : [] };
        if (round !== this.#round) return;
      }
      this.#answer = answer;
      this.hasFailed = false;
      this.#add();
    } catch {
      if (round === this.#round) this.hasFailed = true;
    }
    this.#changed();
  }

  #add(): void {
    const question = this.#question;
    if (!question || !this.#answer || !this.#base) return;
    const { client, stages, timeZone } = question;
    this.#totals = columnTotals(this.#answer, stages, this.#base, { now: toInstant(client.now()), timeZone });
    const open = stages.filter(({ stageType }) => stageType === 'open').flatMap(({ id }) => this.of(id) ?? []);
    this.open = open.length > 0 ? together(open, this.#base.currency) : undefined;
  }
}

function together(totals: readonly ColumnTotal[], currency: string): OpenTotal {
  const sum = (of: 'amount' | 'weighted'): Money =>
    sumAmounts(
      totals.map((total) => total[of]),
      currency,
    );
  return {
    count: totals.reduce((count, total) => count + total.count, 0),
    amount: sum('amount'),
    weighted: sum('weighted'),
    partial: totals.some(({ partial }) => partial),
  };
}

/** The latest rates from and to a currency: those that closed deals are added up at, too. */
async function ratesTo(client: Client, currency: string): Promise<readonly ExchangeRate[]> {
  const { records } = await client.backend.query({
    type: 'exchangeRate',
    where: { or: ['from', 'to'].map((field): Filter => ({ field, op: 'eq', value: currency })) },
    orderBy: [{ field: 'validFrom', direction: 'desc' }],
    limit: 1_000,
  });
  return records as readonly ExchangeRate[];
}

function currenciesIn({ rows }: AggregateAnswer): readonly string[] {
  return rows.flatMap(({ figures }) => ((figures['amount'] ?? []) as readonly Money[]).map(({ currency }) => currency));
}

function mostUsed({ rows }: AggregateAnswer): string {
  const counts = new Map<string, number>();
  for (const { figures } of rows) {
    const amounts = (figures['amount'] ?? []) as readonly Money[];
    for (const { currency } of amounts)
      counts.set(currency, (counts.get(currency) ?? 0) + Number(figures['count'] ?? 0) / amounts.length);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 'EUR';
}
