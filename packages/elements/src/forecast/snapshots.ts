import type { Client } from '@rapport/client';
import type { User } from '@rapport/core';
import { toInstant } from '@rapport/core/model';
import { takeSnapshot } from '@rapport/core/pipeline';
import type { LitElement, TemplateResult } from 'lit';
import { refusalText } from '../element/index.ts';
import { AllRecords, decisionContext, remembered, writeDecision, type SalesRecords } from '../sales/index.ts';
import { CrmSnapshotTakeEvent, CrmSnapshotTakenEvent } from './forecast.events.ts';
import type { ForecastView } from './forecast-view.ts';
import { moved, type Comparison, type Snapshot } from './moved.ts';

/** The newest so many: each has every deal in it. */
const most = 12;

/** What snapshots are taken of, and by whom. */
export interface SnapshotPlace {
  readonly client: Client;
  readonly timeZone: string;
  readonly author: User | undefined;
  readonly mayTake: boolean;
}

/** Compares snapshots, and takes them. */
export class Snapshots {
  readonly #host: LitElement;
  readonly #sales: SalesRecords;
  readonly #announce: (text: string) => void;
  readonly #records: AllRecords<'forecastSnapshot'>;
  readonly #take = remembered(takeSnapshot);
  readonly #context = remembered((client: Client, timeZone: string, author: User | undefined, minute: number) => ({
    ...decisionContext(client, timeZone, author),
    now: toInstant(minute * 60_000),
  }));
  #comparison: Comparison | undefined;
  #fault: string | undefined;

  constructor(host: LitElement, sales: SalesRecords, announce: (text: string) => void) {
    this.#host = host;
    this.#sales = sales;
    this.#announce = announce;
    this.#records = new AllRecords(host, 'forecastSnapshot', most);
  }

  follow(client: Client | undefined): void {
    this.#records.follow(client, { orderBy: [{ field: 'takenAt', direction: 'desc' }] });
  }

  render(view: ForecastView, place: SnapshotPlace): TemplateResult {
    const snapshots = this.#records.records;
    const { deals, stages } = this.#sales;
    // Of one minute, so that it is made once for all drawings in it.
    const minute = Math.floor(place.client.now() / 60_000);
    const context = this.#context(place.client, place.timeZone, place.author, minute);
    const taken = deals.isPartial
      ? undefined
      : this.#take(deals.records, stages.records, this.#sales.base(view.currency), context);
    const made = taken?.ok ? taken.patches[0] : undefined;
    const present = made?.op === 'create' ? (made.set as unknown as Snapshot) : undefined;
    const first = snapshots.findLast(({ takenAt }) => takenAt >= view.period.start) ?? snapshots[0];
    return moved({
      ...view,
      snapshots,
      present,
      whyNoPresent: deals.isPartial ? 'snapshotPartial' : taken?.ok ? undefined : 'snapshotRates',
      comparison: this.#comparison ?? { from: first?.id, to: present ? 'now' : (snapshots[0]?.id ?? 'now') },
      timeZone: place.timeZone,
      mayTake: place.mayTake,
      fault: this.#fault,
      compare: (chosen) => {
        this.#comparison = chosen;
        this.#host.requestUpdate();
      },
      take: () => void this.#takeNow(view, place),
    });
  }

  async #takeNow({ currency, words }: ForecastView, { client, timeZone, author }: SnapshotPlace): Promise<void> {
    if (!this.#host.dispatchEvent(new CrmSnapshotTakeEvent(currency))) return;
    this.#fault = undefined;
    const { deals, stages } = this.#sales;
    const context = decisionContext(client, timeZone, author);
    const decided = takeSnapshot(deals.records, stages.records, this.#sales.base(currency), context);
    const refused = await writeDecision(client, 'forecast.snapshot', decided);
    if (refused) {
      const result = 'ok' in refused ? { id: '', status: 'refused' as const, refusal: refused } : refused;
      this.#fault = refusalText(words, result, words.text('takeSnapshot'), '');
      this.#host.requestUpdate();
      return;
    }
    this.#announce(words.text('snapshotSaid'));
    this.#host.dispatchEvent(new CrmSnapshotTakenEvent(currency));
  }
}
