import type { Client } from '@rapport/client';
import type { Deal, Filter } from '@rapport/core';
import { dealFigures, type BaseCurrency, type DealFigures } from '@rapport/core/pipeline';
import { toInstant } from '@rapport/core/model';
import type { ReactiveControllerHost } from 'lit';
import { AllRecords } from './all-records.ts';
import { remembered } from './remembered.ts';

/** So many deals are counted here; beyond them figures are marked partial. */
const mostDeals = 10_000;

/** What figures of sales are made of: deals, stages, the people who own them, and rates. */
export class SalesRecords {
  readonly deals: AllRecords<'deal'>;
  readonly pipelines: AllRecords<'pipeline'>;
  readonly stages: AllRecords<'stage'>;
  readonly users: AllRecords<'user'>;
  readonly rates: AllRecords<'exchangeRate'>;
  readonly #currency = remembered(commonCurrency);
  readonly #figures = remembered(dealFigures);
  readonly #base = remembered((currency: string, rates: BaseCurrency['rates']): BaseCurrency => ({ currency, rates }));
  readonly #context = remembered((now: string, timeZone: string) => ({ now, timeZone }));

  constructor(host: ReactiveControllerHost) {
    this.deals = new AllRecords(host, 'deal', mostDeals);
    this.pipelines = new AllRecords(host, 'pipeline', 1_000);
    this.stages = new AllRecords(host, 'stage', 1_000);
    this.users = new AllRecords(host, 'user', 2_000);
    this.rates = new AllRecords(host, 'exchangeRate', 5_000);
  }

  /** @param where Which deals; undefined: none as yet. */
  follow(client: Client | undefined, where: Filter | undefined): void {
    const newest = (field: string) => ({ orderBy: [{ field, direction: 'desc' as const }] });
    const first = (field: string) => ({ orderBy: [{ field, direction: 'asc' as const }] });
    this.deals.follow(client, where && { where, ...newest('createdAt') });
    this.pipelines.follow(client, first('position'));
    this.stages.follow(client, first('position'));
    this.users.follow(client, first('name'));
    this.rates.follow(client, newest('validFrom'));
  }

  /** What nothing can be said without. */
  get status(): 'loading' | 'ready' | 'stale' | 'error' {
    const needed = [this.deals, this.stages, this.pipelines, this.rates].map(({ status }) => status);
    return (['error', 'loading', 'stale'] as const).find((status) => needed.includes(status)) ?? 'ready';
  }

  get error(): Error | undefined {
    return this.deals.error ?? this.stages.error ?? this.pipelines.error ?? this.rates.error;
  }

  refresh(): void {
    for (const each of [this.deals, this.stages, this.pipelines, this.rates, this.users]) void each.refresh();
  }

  /** The host's, or else that of most deals. */
  currency(given: string | undefined): string {
    return given ?? this.#currency(this.deals.records);
  }

  base(currency: string): BaseCurrency {
    return this.#base(currency, this.rates.records);
  }

  /** The deals in one currency, as of a minute. */
  figures(currency: string, now: number, timeZone: string): DealFigures {
    const minute = toInstant(Math.floor(now / 60_000) * 60_000);
    return this.#figures(this.deals.records, this.stages.records, this.base(currency), this.#context(minute, timeZone));
  }
}

function commonCurrency(deals: readonly Deal[]): string {
  const counts = new Map<string, number>();
  for (const { amount } of deals) if (amount) counts.set(amount.currency, (counts.get(amount.currency) ?? 0) + 1);
  const [most] = [...counts].sort(([a, some], [b, others]) => others - some || (a < b ? -1 : 1));
  return most?.[0] ?? 'EUR';
}
