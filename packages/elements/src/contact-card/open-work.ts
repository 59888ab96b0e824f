import type { Client, LiveSnapshot } from '@rapport/client';
import type { Deal, Money, Ticket } from '@rapport/core';
import type { ReactiveControllerHost } from 'lit';
import { LiveController } from '../element/index.ts';

/** What is open with a contact. */
export interface OpenWorkFigures {
  /** Undefined where they could not be read. */
  readonly deals: number | undefined;
  /** One a currency, in the order of the codes. */
  readonly amounts: readonly Money[];
  readonly tickets: number | undefined;
  /** There is more than was counted. */
  readonly isLeast: boolean;
  /** Why some of it could not be read. */
  readonly error: Error | undefined;
}

const limit = 200;

/** Open deals and tickets of a contact, live. */
export class OpenWork {
  readonly #deals: LiveController<Deal>;
  readonly #tickets: LiveController<Ticket>;

  constructor(host: ReactiveControllerHost) {
    this.#deals = new LiveController(host);
    this.#tickets = new LiveController(host);
  }

  follow(client: Client | undefined, contact: string | undefined): void {
    const of = (field: string) => ({ field, op: 'eq' as const, value: contact! });
    const is = (field: string, value: readonly string[]) => ({ not: { field, op: 'in' as const, value } });
    this.#deals.follow(client, contact, (from) =>
      from.live({ type: 'deal', where: { and: [of('contact'), is('status', ['won', 'lost'])] }, limit }),
    );
    this.#tickets.follow(client, contact, (from) =>
      from.live({
        type: 'ticket',
        where: { and: [of('requester'), is('statusCategory', ['solved', 'closed'])] },
        limit,
      }),
    );
  }

  /** Undefined until both have answered. */
  get figures(): OpenWorkFigures | undefined {
    const [deals, tickets] = [this.#deals.snapshot, this.#tickets.snapshot];
    if (!deals || !tickets || deals.status === 'loading' || tickets.status === 'loading') return undefined;
    const counted = (snapshot: LiveSnapshot): number | undefined =>
      snapshot.status === 'error' ? undefined : snapshot.records.length;
    return {
      deals: counted(deals),
      amounts: sums(deals.records.flatMap((deal) => deal.amount ?? [])),
      tickets: counted(tickets),
      isLeast: deals.hasMore || tickets.hasMore,
      error: deals.error ?? tickets.error,
    };
  }
}

/** One sum a currency, in the order of the codes. Amounts are integers: nothing is rounded. */
export function sums(amounts: readonly Money[]): readonly Money[] {
  const byCurrency = new Map<string, number>();
  for (const { amount, currency } of amounts) byCurrency.set(currency, (byCurrency.get(currency) ?? 0) + amount);
  return [...byCurrency].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, amount]) => ({ amount, currency }));
}
