import type { Client } from '@rapport/client';
import type { AggregateQuery, Filter, Money } from '@rapport/core';

/** How many deals an owner has in each stage, and all together. */
export interface LaneCount {
  readonly owner: string | null;
  readonly count: number;
  readonly amounts: readonly Money[];
  readonly isPartial: boolean;
  readonly byStage: ReadonlyMap<string, number>;
}

const settling = 500;

/** The lanes of a board, as the backend counts them over all deals: of owners whose cards are not loaded, too. */
export class LaneCounts {
  lanes: readonly LaneCount[] | undefined;
  readonly #changed: () => void;
  #key = '';
  #ask: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #round = 0;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  follow(client: Client | undefined, where: Filter, timeZone: string): void {
    const query: AggregateQuery = {
      type: 'deal',
      where,
      by: ['owner', 'stage'],
      measures: { count: 'count', amount: { sum: 'amount' } },
      timeZone,
    };
    const key = client ? JSON.stringify(query) : '';
    if (key === this.#key) return;
    this.#key = key;
    this.#ask = client && ((): void => void this.#count(client, query));
    this.#ask?.();
  }

  recount(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask?.(), settling);
  }

  async #count(client: Client, query: AggregateQuery): Promise<void> {
    const round = ++this.#round;
    // Where they can't be counted, the lanes are those of the cards that are loaded.
    const answer = await client.aggregate(query).catch(() => undefined);
    if (round !== this.#round || !answer) return;
    const lanes = new Map<
      string | null,
      { count: number; amounts: Map<string, number>; byStage: Map<string, number> }
    >();
    for (const { key, figures } of answer.rows) {
      const [owner, stage] = [typeof key[0] === 'string' ? key[0] : null, String(key[1])];
      const lane = lanes.get(owner) ?? { count: 0, amounts: new Map(), byStage: new Map() };
      lanes.set(owner, lane);
      const count = Number(figures['count'] ?? 0);
      lane.count += count;
      lane.byStage.set(stage, count);
      for (const { amount, currency } of (figures['amount'] ?? []) as readonly Money[])
        lane.amounts.set(currency, (lane.amounts.get(currency) ?? 0) + amount);
    }
    this.lanes = [...lanes].map(([owner, { count, amounts, byStage }]) => ({
      owner,
      count,
      amounts: [...amounts].map(([currency, amount]) => ({ amount, currency })),
      isPartial: answer.partial,
      byStage,
    }));
    this.#changed();
  }
}
