import type { Client } from '@rapport/client';
import type { Deal, User } from '@rapport/core';
import { isTimeZone } from '@rapport/core/filter/calendar';
import { parseRecordName } from '@rapport/core/model';
import { stagesOf, statusOf } from '@rapport/core/pipeline';
import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import {
  DescriptionController,
  type Phase,
  problemTemplate,
  RapportElement,
  readerZone,
  recordPhase,
  warnOnce,
} from '../element/index.ts';
import { dealBoardWords, dealCardWords, dealMovesWords, editingWords } from '../messages/index.ts';
import { decisionContext } from '../sales/index.ts';
import { controls, facts, tables, theme } from '../theme/index.ts';
import { Activities } from './activities.ts';
import { approvalsSection } from './approvals.ts';
import type { CardContext } from './card-context.ts';
import { CardDecisions, type NextFocus } from './card-decisions.ts';
import { styles } from './deal-card.styles.ts';
import { DealRecords } from './deal-records.ts';
import { FactEditor } from './fact-editor.ts';
import { factsListStyles } from './facts-list.styles.ts';
import { factsList } from './facts-list.ts';
import { header } from './header.ts';
import { healthMarks } from './health-marks.ts';
import { lineItemsStyles } from './line-items.styles.ts';
import { lineItemsSection } from './line-items.ts';
import { PartEditing } from './part-editing.ts';
import { peopleStyles } from './people.styles.ts';
import { contactsSection } from './people.ts';
import { splitsSection } from './shares.ts';
import { wayStyles } from './way.styles.ts';
import { way } from './way-actions.ts';

/**
 * @summary A deal whole: its fields, its way through the stages, what wants attention, people, line items, splits, approvals and what happened.
 * @tag crm-deal-card
 * @slot actions - Beside the name: the host's own buttons.
 * @slot - Below everything.
 * @slot loading - In place of the skeleton.
 * @slot error - In place of what says why nothing can be shown.
 * @fires {CrmDealChangeEvent} crm-deal-change - Before a field is changed; cancelable.
 * @fires {CrmDealChangedEvent} crm-deal-changed - The backend has taken a change.
 * @fires {CrmDealDecideEvent} crm-deal-decide - Before a deal is moved, won, lost, reopened or otherwise decided about; cancelable.
 * @fires {CrmDealDecidedEvent} crm-deal-decided - The backend has taken a decision.
 * @fires {CrmLoaderStartEvent} crm-loader-start - It begins to load.
 * @fires {CrmReadyEvent} crm-ready - The deal is shown.
 * @fires {CrmLoadErrorEvent} crm-load-error - It can't be shown: `kind` says why, `retry` tries again.
 * @csspart card - All of it.
 * @csspart name - The deal's name.
 * @csspart path - The stages.
 * @csspart facts - The list of fields.
 * @csspart section - A part with a heading.
 * @csspart lines - The table of line items.
 * @csspart activities - What unfolds to the timeline.
 * @csspart problem - What says why nothing can be shown.
 * @cssprop [--crm-surface] - The background.
 * @cssprop [--crm-text] - The text.
 * @cssprop [--crm-text-muted] - Labels and details.
 * @cssprop [--crm-accent] - The way so far, links and focus.
 * @cssprop [--crm-inset] - The distance from the edge.
 * @cssstate loading - Nothing to show yet.
 * @cssstate ready - The deal is shown.
 * @cssstate stale - It is what was loaded last: the backend can't be reached.
 * @cssstate problem - It can't be shown.
 */
export class CrmDealCard extends RapportElement {
  static override styles: CSSResultGroup = [
    theme,
    controls,
    facts,
    tables,
    styles,
    wayStyles,
    factsListStyles,
    peopleStyles,
    lineItemsStyles,
  ];
  static override properties = {
    ...RapportElement.properties,
    deal: {},
    user: {},
    currency: {},
    timeZone: { attribute: 'time-zone' },
    readOnly: { type: Boolean, attribute: 'readonly' },
    timeline: { type: Boolean },
  };

  /** Which deal: our id, or a foreign system's name for it, `erp:Q-412`. */
  declare deal: string | undefined;
  /** The id of the user who works here: named in the history, and asked for approvals. */
  declare user: string | undefined;
  /** In what an amount is asked for where the deal has none yet, ISO 4217; EUR where it is not said. */
  declare currency: string | undefined;
  /** Where days begin, an IANA name; the reader's own zone where it is not said. */
  declare timeZone: string | undefined;
  /** Whether nothing can be changed here, whatever the backend permits. */
  declare readOnly: boolean;
  /** Whether the timeline is unfolded at once. */
  declare timeline: boolean;

  readonly #records: DealRecords = new DealRecords(this);
  readonly #description: DescriptionController = new DescriptionController(this);
  readonly #editor: FactEditor = new FactEditor(this);
  readonly #activities: Activities = new Activities(this);
  readonly #decisions: CardDecisions = new CardDecisions({
    element: this,
    words: this.words,
    present: () => {
      const { record: deal } = this.#records.deal;
      const { client } = this.connection;
      return deal && client && { deal, client };
    },
    focus: (next) => (this.#focus = next),
  });
  readonly #editing: PartEditing = new PartEditing({
    element: this,
    write: (decision, decided, said) => this.#decisions.write(decision, decided, said),
    focus: (selector) => (this.#focus = { selector, always: true }),
    failed: (part) => this.#decisions.unreachable(part),
  });
  #focus: NextFocus | undefined;

  constructor() {
    super();
    this.readOnly = false;
    this.timeline = false;
    for (const part of [dealCardWords, dealBoardWords, dealMovesWords, editingWords]) this.words.bring(part);
  }

  protected override get phase(): Phase {
    if (!this.isConnected || this.isHydrating) return { kind: 'loading' };
    if (parseRecordName(this.deal ?? '') && !isTimeZone(this.#zone)) return { kind: 'problem', problem: 'error' };
    return recordPhase({ asked: this.deal, connection: this.connection, live: this.#records.deal });
  }

  get #zone(): string {
    return this.timeZone ?? readerZone();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const name = parseRecordName(this.deal ?? '');
    if (changed.has('deal')) {
      this.#editor.close();
      this.#editing.close();
      this.#decisions.clear();
      this.#focus = undefined;
      if (this.deal && !name)
        warnOnce(this, `deal is an id or system:id, like erp:Q-412; not ${JSON.stringify(this.deal)}.`);
    }
    if (changed.has('timeZone') && !isTimeZone(this.#zone))
      warnOnce(this, `time-zone is an IANA name, like Europe/Berlin; not ${JSON.stringify(this.timeZone)}.`);
    const client = this.isConnected ? this.connection.client : undefined;
    this.#records.follow(client, this.deal, name);
    this.#records.followUsers(this.#editor.isOpen('owner') || this.#editing.target?.part === 'splits', this.user);
    this.#description.follow(client);
    if (changed.has('timeline') && this.timeline && client) this.#activities.open();
  }

  override render(): TemplateResult {
    const phase = this.phase;
    const deal = this.#records.deal.record;
    const client = this.connection.client;
    switch (phase.kind) {
      case 'loading':
        return html`<slot name="loading">${this.#skeleton()}</slot>`;
      case 'problem':
        return html`<slot name="error"
          >${problemTemplate(this.words, phase.problem, this.deal ?? '', phase.retry)}</slot
        >`;
      case 'ready':
        return deal && client ? this.#card(this.#context(deal, client), phase.isStale === true) : html``;
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const next = this.#focus && this.renderRoot.querySelector<HTMLElement>(this.#focus.selector);
    // After the update: what loses the focus may want another.
    if (next && (this.#focus?.always || !this.renderRoot.querySelector(':focus'))) queueMicrotask(() => next.focus());
    this.#focus = undefined;
  }

  #context(deal: Deal, client: Client): CardContext {
    const records = this.#records;
    const all = records.stages.snapshot?.records ?? [];
    const stages = deal.pipeline == null ? all : stagesOf(deal.pipeline, all);
    const stage = stages.find(({ id }) => id === deal.stage);
    const users = new Map<string, User>((records.users.snapshot?.records ?? []).map((user) => [user.id, user]));
    const author = users.get(this.user ?? '');
    const context: CardContext = {
      client,
      words: this.words,
      deal,
      records,
      pipeline: records.pipeline.record,
      stages,
      stage,
      status: statusOf(deal, stage),
      now: client.now(),
      timeZone: this.#zone,
      decisions: decisionContext(client, this.#zone, author),
      users,
      mayEdit: (field) => !this.readOnly && !deal.hidden?.includes(field) && this.#description.canUpdate('deal', field),
      mayWrite: (type) => !this.readOnly && this.#description.canCreate(type),
      editing: this.#editing,
      decide: (part, decision, decided, said) => void this.#decisions.decide(part, decision, decided, said),
      remove: (part, decision, decided, back) => void this.#decisions.remove(part, decision, decided, back),
      removedFrom: (part) => this.#decisions.removedFrom(part, context),
      faultOf: (part) => this.#decisions.faultOf(part, context),
    };
    this.#decisions.way.follow(context);
    this.#editing.follow(context);
    return context;
  }

  #card(context: CardContext, isStale: boolean): TemplateResult {
    const { words, deal, records } = context;
    const isPending = records.deal.snapshot?.pending.has(deal.id) === true;
    const isOffline = isStale || this.connection.connection?.state === 'offline';
    return html`<article
      class="card"
      part="card"
      aria-label=${words.text('deal')}
      aria-busy=${isPending ? 'true' : 'false'}
    >
      ${header(context, this.#editor)}
      ${isOffline ? html`<p class="note" role="status">${words.text('offlineNote')}</p>` : nothing}
      ${way(context, this.#decisions.isGoing, (decision, to) => void this.#decisions.go(deal, decision, to))}
      ${healthMarks(context)} ${factsList(context, this.#editor)}
      <div class="sections">${contactsSection(context)} ${splitsSection(context)} ${approvalsSection(context)}</div>
      ${lineItemsSection(context)}
      ${this.#activities.render(words, {
        client: context.client,
        deal: deal.id,
        timeZone: context.timeZone,
        readOnly: this.readOnly,
        author: this.user,
        density: this.density,
      })}
      <slot></slot>
      ${this.#decisions.way.template()}
      <p class="unseen" role="status" aria-live="polite">${this.#decisions.said}</p>
    </article>`;
  }

  #skeleton(): TemplateResult {
    return html`<div class="card" part="card" role="status" aria-busy="true" aria-label=${this.words.text('loading')}>
      <header>
        <div><span class="bone"></span><span class="bone"></span></div>
      </header>
      <div class="path bones">${[0, 1, 2, 3].map(() => html`<span class="bone"></span>`)}</div>
      <div class="facts bones">${[0, 1, 2, 3, 4, 5].map(() => html`<span class="bone"></span>`)}</div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-deal-card': CrmDealCard;
  }
}
