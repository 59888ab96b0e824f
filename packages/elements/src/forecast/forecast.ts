import type { Client } from '@rapport/client';
import type { Filter, User } from '@rapport/core';
import { html, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { chartStyles } from '../charts/index.ts';
import { warnOnce } from '../element/index.ts';
import { AllRecords, FiguresElement, figureStyles, remembered, type SalesRecords } from '../sales/index.ts';
import { controls, theme, tables } from '../theme/index.ts';
import { AdjustmentEditor } from './adjustment-editor.ts';
import { byOwner } from './by-owner.ts';
import { byPeriod } from './by-period.ts';
import { styles } from './forecast.styles.ts';
import { rollUps, type ForecastView, type RollUp } from './forecast-view.ts';
import { forecastsOf } from './forecasts-of.ts';
import { keyFigures } from './key-figures.ts';
import { outcomes, simulated } from './outcomes.ts';
import { Snapshots } from './snapshots.ts';

const everything: Filter = { and: [] };
/** The period chosen and so many after it. */
const shownPeriods = 4;

/**
 * @summary What is to be expected of a period: categories, owners and their quotas, what moved between two snapshots, and what it may come to.
 * @tag crm-forecast
 * @slot empty - In place of what says that there are no deals.
 * @slot loading - In place of the skeleton.
 * @slot error - In place of what says why nothing can be shown.
 * @fires {CrmPeriodChangedEvent} crm-period-changed - The reader chose another period.
 * @fires {CrmForecastAdjustEvent} crm-forecast-adjust - Before a figure is adjusted; cancelable.
 * @fires {CrmForecastAdjustedEvent} crm-forecast-adjusted - The backend has taken an adjustment.
 * @fires {CrmSnapshotTakeEvent} crm-snapshot-take - Before a snapshot is taken; cancelable.
 * @fires {CrmSnapshotTakenEvent} crm-snapshot-taken - The backend has a snapshot.
 * @fires {CrmLoaderStartEvent} crm-loader-start - It begins to load.
 * @fires {CrmReadyEvent} crm-ready - The forecast is shown, or that there are no deals.
 * @fires {CrmLoadErrorEvent} crm-load-error - It can't be shown: `kind` says why, `retry` tries again.
 * @csspart period - The choice of a period.
 * @csspart figures - The key figures.
 * @csspart section - A part with a heading.
 * @csspart table - A table.
 * @csspart problem - What says why nothing can be shown.
 * @cssprop [--crm-surface] - The background.
 * @cssprop [--crm-text] - The text.
 * @cssprop [--crm-text-muted] - Labels and details.
 * @cssprop [--crm-accent] - The bars, links and focus.
 * @cssprop [--crm-good] - What is won.
 * @cssprop [--crm-bad] - What is lost.
 * @cssprop [--crm-inset] - The distance from the edge.
 * @cssstate loading - Nothing to show yet.
 * @cssstate ready - The forecast is shown.
 * @cssstate empty - There are no deals.
 * @cssstate stale - It is what was loaded last: the backend can't be reached.
 * @cssstate problem - It can't be shown.
 */
export class CrmForecast extends FiguresElement {
  static override styles: CSSResultGroup = [theme, controls, chartStyles, tables, figureStyles, styles];
  static override properties = {
    ...FiguresElement.properties,
    rollUp: { attribute: 'roll-up' },
    user: {},
    readOnly: { type: Boolean, attribute: 'readonly' },
    seed: { type: Number },
  };

  /** Whether each category stands alone, `single`, or with all that is surer, `cumulative`; single where it is not said. */
  declare rollUp: RollUp | undefined;
  /** The id of the user who works here: adjusts the own figures, and those of people who report to them. Without it nothing can be adjusted. */
  declare user: string | undefined;
  /** Whether nothing can be changed here, whatever the backend permits. */
  declare readOnly: boolean;
  /** What makes the simulation repeatable; 1 where it is not said. */
  declare seed: number | undefined;

  protected readonly usualPeriod = 'quarter';
  readonly #quotas = new AllRecords(this, 'quota', 2_000);
  readonly #adjustments = new AllRecords(this, 'forecastAdjustment', 5_000);
  readonly #snapshots: Snapshots = new Snapshots(this, this.sales, (text) => this.#announce(text));
  readonly #editor: AdjustmentEditor = new AdjustmentEditor(this, this.words, {
    client: () => this.connection.client,
    levelFor: (owner) => this.#levelFor(owner),
    adjustments: () => this.#adjustments.records,
    author: () => this.user,
    announce: (text) => this.#announce(text),
  });
  readonly #forecasts = remembered(forecastsOf);
  readonly #simulate = simulated();
  #announced = '';

  constructor() {
    super();
    this.readOnly = false;
    this.addEventListener('crm-period-changed', () => this.#editor.close());
  }

  /** Without quotas and adjustments the figures would be others: they are waited for, unless they can't be read. */
  protected override get status(): SalesRecords['status'] {
    const isWaiting = [this.#quotas, this.#adjustments].some(({ status }) => status === 'loading');
    return super.status === 'ready' && isWaiting ? 'loading' : super.status;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('rollUp') && this.rollUp && !rollUps.includes(this.rollUp))
      warnOnce(this, `roll-up is ${rollUps.join(' or ')}; not ${JSON.stringify(this.rollUp)}.`);
    const client = this.isConnected ? this.connection.client : undefined;
    this.sales.follow(client, everything);
    this.#quotas.follow(client, { orderBy: [{ field: 'periodStart', direction: 'desc' }] });
    this.#adjustments.follow(client, { orderBy: [{ field: 'adjustedAt', direction: 'desc' }] });
    this.#snapshots.follow(client);
  }

  protected override page(client: Client, isOffline: boolean): TemplateResult {
    const currency = this.sales.currency(this.currency);
    const { figures, unconverted } = this.sales.figures(currency, client.now(), this.zone);
    const view = this.#view(currency, figures);
    const seed = this.seed ?? 1;
    return html`<div class="page">
      <header class="head">
        <h2>${this.words.text('salesForecast')}</h2>
        <div class="controls">${this.picker()} ${this.#rollUpChoice(view.rollUp)}</div>
      </header>
      ${this.notes(isOffline, this.sales.deals.isPartial)} ${keyFigures(view)} ${byPeriod(view)}
      ${byOwner(view, this.#editor)}
      ${this.#snapshots.render(view, {
        client,
        timeZone: this.zone,
        author: view.users.get(this.user ?? ''),
        mayTake: !this.readOnly && this.description.canCreate('forecastSnapshot'),
      })}
      ${outcomes(view, this.#simulate(view, seed), seed)}
      ${this.footnotes(currency, unconverted.length, view.forecasts[0]?.undated)}
      <p class="unseen" role="status" aria-live="polite">${this.#announced}</p>
    </div>`;
  }

  #view(currency: string, figures: ForecastView['figures']): ForecastView {
    const periods = Array.from({ length: shownPeriods }, (_, index) => this.periodAt(index));
    return {
      words: this.words,
      charts: this.charts,
      currency,
      rollUp: this.rollUp === 'cumulative' ? 'cumulative' : 'single',
      period: this.periodAt(),
      isFiscal: this.isFiscal,
      forecasts: this.#forecasts(
        figures,
        JSON.stringify(periods),
        this.sales.base(currency),
        this.today,
        this.#quotas.records,
        this.#adjustments.records,
      ),
      figures,
      users: new Map<string, User>(this.sales.users.records.map((user) => [user.id, user])),
      areUsersRead: this.sales.users.status !== 'loading',
    };
  }

  #levelFor(owner: string | null): 'owner' | 'manager' | undefined {
    if (this.readOnly || owner === null || !this.user || !this.description.canCreate('forecastAdjustment'))
      return undefined;
    if (owner === this.user) return 'owner';
    const user = this.sales.users.records.find(({ id }) => id === owner);
    return user?.manager === this.user ? 'manager' : undefined;
  }

  #announce(text: string): void {
    this.#announced = text;
    this.requestUpdate();
  }

  #rollUpChoice(chosen: RollUp): TemplateResult {
    const { words } = this;
    return html`<fieldset class="roll-up">
      <legend class="unseen">${words.text('rollUp')}</legend>
      ${rollUps.map(
        (each) =>
          html`<label
            ><input
              type="radio"
              name="roll-up"
              .value=${each}
              .checked=${each === chosen}
              @change=${() => {
                this.rollUp = each;
              }}
            />${words.text(`${each}Column`)}</label
          >`,
      )}
    </fieldset>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-forecast': CrmForecast;
  }
}
