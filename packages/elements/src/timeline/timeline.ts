import type { Client } from '@rapport/client';
import type { Company, Contact, Deal, TimelineSource } from '@rapport/core';
import { isTimeZone, localDay } from '@rapport/core/filter/calendar';
import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import {
  addStyles,
  LiveController,
  OnDemand,
  type Phase,
  problemTemplate,
  RapportElement,
  readerZone,
  warnOnce,
} from '../element/index.ts';
import { loadForeignMessage, type ForeignMessage } from '../foreign/index.ts';
import { choicesWords, timelineWords } from '../messages/index.ts';
import { buttons, theme } from '../theme/index.ts';
import { composeButton, offerOf, type ComposeOffer } from './compose-button.ts';
import type { EntryContext } from './composer/entry.ts';
import { nothingYet, skeleton } from './empty-states.ts';
import { Feed } from './feed.ts';
import type { Handling } from './handling/index.ts';
import { isReported } from './item-words.ts';
import type { RowContext } from './row-context.ts';
import type * as reported from './reported/index.ts';
import { rowStyles } from './rows.styles.ts';
import type { TimelineSnapshot } from '@rapport/client/timeline';
import { TimelineController } from './timeline-controller.ts';
import { timelinePhase } from './timeline-phase.ts';
import { checkSubject, subjectOf } from './timeline-subject.ts';
import { CrmItemOpenEvent } from './timeline.events.ts';
import type { TimelineRow } from './timeline-row.ts';
import { styles } from './timeline.styles.ts';
import { toolbar, type ToolbarActions, type ToolbarState } from './toolbar.ts';

/** As the tools are before anybody used them. */
const untouched: ToolbarState = { chosen: new Set(), panel: undefined };

/**
 * @summary What happened with a customer, from every source, newest first; with a composer for what happens next.
 * @tag crm-timeline
 * @slot empty - In place of what says that nothing has happened yet.
 * @slot loading - In place of the skeleton.
 * @slot error - In place of what says why nothing can be shown.
 * @fires {CrmActivityCreateEvent} crm-activity-create - Before an activity or a task is written; cancelable.
 * @fires {CrmActivityCreatedEvent} crm-activity-created - The backend has taken it.
 * @fires {CrmItemOpenEvent} crm-item-open - A reader follows an item's link; cancelable.
 * @fires {CrmLoaderStartEvent} crm-loader-start - It begins to load.
 * @fires {CrmReadyEvent} crm-ready - The timeline is shown, or that it is empty.
 * @fires {CrmLoadErrorEvent} crm-load-error - It can't be shown: `kind` says why, `retry` tries again.
 * @csspart toolbar - The filter and the tools.
 * @csspart chip - A filter of kinds.
 * @csspart compose - What opens the composer.
 * @csspart feed - The list; it scrolls.
 * @csspart day - The head of a day.
 * @csspart item - An item.
 * @csspart burst - Items of a kind, folded to one.
 * @csspart missing - What says that a source is missing.
 * @csspart problem - What says why nothing can be shown.
 * @cssprop [--crm-timeline-max-block-size=720px] - How high it grows before it scrolls. An element that is given a height takes it.
 * @cssprop [--crm-accent] - What is chosen, links, focus.
 * @cssprop [--crm-inset] - The distance from the edge.
 * @cssprop [--crm-row-space] - The space above and below an item.
 * @cssstate loading - Nothing to show yet.
 * @cssstate ready - It is shown.
 * @cssstate empty - Nothing has happened yet.
 * @cssstate stale - It is what was loaded last: the backend can't be reached.
 * @cssstate problem - It can't be shown.
 */
export class CrmTimeline extends RapportElement {
  static override styles: CSSResultGroup = [theme, buttons, rowStyles, styles];
  static override properties = {
    ...RapportElement.properties,
    contact: {},
    company: {},
    deal: {},
    sources: { attribute: false },
    timeZone: { attribute: 'time-zone' },
    readOnly: { type: Boolean, attribute: 'readonly' },
    author: {},
  };

  /** Whose history it is, a contact's, a company's or a deal's: our id, or a foreign system's name, `erp:10042`. One of the three. */
  declare contact: string | undefined;
  declare company: string | undefined;
  declare deal: string | undefined;
  /** The host's own sources, beside Rapport's: orders, shipments, logins. */
  declare sources: readonly TimelineSource[] | undefined;
  /** Whose days they are, an IANA name; the reader's own where it is not said. */
  declare timeZone: string | undefined;
  /** Whether nothing can be written here. */
  declare readOnly: boolean;
  /** The id of the user who writes here, to be named as the author of what is written. */
  declare author: string | undefined;

  readonly #timeline = new TimelineController(this);
  readonly #subject = new LiveController<Contact | Company | Deal>(this);
  /** What a reader does with it, fetched when a hand comes near. */
  readonly #handling: OnDemand<Handling> = new OnDemand(this, async () => {
    const { createHandling } = await import('./handling/index.ts');
    return createHandling({
      element: this,
      words: this.words,
      timeline: () => this.#timeline.timeline,
      context: () => this.#entryContext,
      offer: () => this.#offer!,
      subject: () => `${subjectOf(this)?.type} ${subjectOf(this)?.text}`,
      toTop: () => this.#feed.toTop(),
      focus: (selector) => (this.#focusNext = selector),
      announce: (text) => {
        this.#announced = text;
        this.requestUpdate();
      },
    });
  });
  readonly #tools: ToolbarActions = {
    choose: (group) => void this.#handling.use(({ filtering }) => filtering.choose(group)),
    show: (panel) => void this.#handling.use(({ filtering }) => filtering.show(panel)),
  };
  readonly #feed: Feed = new Feed({
    element: this,
    context: () => this.#rowContext,
    reachedEnd: () => this.#timeline.timeline?.loadMore(),
    reachedStart: () => this.#timeline.timeline?.loadNewer(),
    reachedTop: () => this.#arrived > 0 && this.#timeline.timeline?.acknowledge(),
    toNewest: () => this.#toNewest(),
    keyed: (event) => this.#feedKey(event),
  });
  /** What draws what other systems report, fetched with the first of it that is to be shown. */
  readonly #reported = new OnDemand<typeof reported>(this, () => import('./reported/index.ts'));
  #shown: TimelineSnapshot | undefined;
  readonly #noSources: readonly TimelineSource[] = [];
  readonly #frames: OnDemand<ForeignMessage> = new OnDemand(this, async () => {
    const frames = await loadForeignMessage();
    this.words.bring(frames.foreignWords);
    addStyles(this, frames.foreignStyles);
    return frames;
  });
  #triedAt: unknown;
  /** Undefined where the reader may write nothing. */
  #offer: ComposeOffer | undefined = 'compose';
  /** What is to have the focus once this is drawn. */
  #focusNext: string | undefined;
  #announced = '';
  #arrived = 0;

  constructor() {
    super();
    this.readOnly = false;
    this.words.bring(timelineWords);
    this.words.bring(choicesWords);
    this.addEventListener('keydown', (event) => this.#shortcut(event));
  }

  protected override get phase(): Phase {
    if (!this.isConnected || this.isHydrating) return { kind: 'loading' };
    return timelinePhase({
      subject: subjectOf(this),
      isZoneKnown: isTimeZone(this.#zone),
      connection: this.connection,
      about: this.#subject.snapshot,
      timeline: this.#snapshot,
      retry: () => {
        void this.#subject.refresh();
        this.#timeline.timeline?.retry();
      },
    });
  }

  /** What there is to show; what was shown before while that which draws its rows is on its way. Where it can't be fetched, they are drawn more plainly. */
  get #snapshot(): TimelineSnapshot | undefined {
    const now = this.#timeline.snapshot;
    const { part, isMissing } = this.#reported;
    if (now === this.#shown || part || isMissing || !now?.items.some(isReported)) this.#shown = now;
    else void this.#reported.use(() => this.requestUpdate());
    return this.#shown;
  }

  get #zone(): string {
    return this.timeZone ?? readerZone();
  }

  get #rowContext(): RowContext {
    return {
      words: this.words,
      timeZone: this.#zone,
      subject: this.#subject.record?.id,
      now: this.connection.client?.now() ?? 0,
      isCompact: this.density === 'compact',
      toggle: (key) => this.#feed.toggle(key),
      open: (item) => this.dispatchEvent(new CrmItemOpenEvent(item)),
      retry: (gaps) => gaps.forEach(({ source }) => this.#timeline.timeline?.retry(source)),
      reported: this.#reported.part,
      hasFrames: this.#frames.part !== undefined,
      foreign: (row) => this.#foreign(row),
    };
  }

  get #entryContext(): (EntryContext & { readonly client: Client }) | undefined {
    const client = this.connection.client;
    const about = this.#subject.record;
    return client && about && { client, about, now: client.now(), timeZone: this.#zone, author: this.author };
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!this.isConnected) return;
    const subject = subjectOf(this);
    checkSubject(this, subject);
    if (changed.has('timeZone') && !isTimeZone(this.#zone))
      warnOnce(this, `time-zone is an IANA name, like Europe/Berlin; not ${JSON.stringify(this.timeZone)}.`);
    const client = this.connection.client;
    const isAnswerable = client && subject?.name && isTimeZone(this.#zone);
    this.#subject.follow(client, isAnswerable ? `${subject.type} ${subject.text}` : undefined, (from) =>
      from.record(subject!.type, subject!.name!),
    );
    const isOther = this.#timeline.follow(
      isAnswerable
        ? {
            client,
            subject: { type: subject.type, name: subject.name! },
            sources: this.sources ?? this.#noSources,
            timeZone: this.#zone,
          }
        : undefined,
    );
    if (isOther) this.#startOver(client);
    const snapshot = this.#snapshot;
    if (!snapshot) return;
    this.#feed.take(snapshot, this.density);
    const arrived = snapshot.arrived.length;
    if (arrived > this.#arrived) this.#announced = this.words.text('newItemsSaid', { count: arrived });
    this.#arrived = arrived;
  }

  override render(): TemplateResult {
    const phase = this.phase;
    if (phase.kind === 'problem') {
      return html`<slot name="error"
        >${problemTemplate(this.words, phase.problem, subjectOf(this)?.text ?? '', phase.retry)}</slot
      >`;
    }
    const snapshot = this.#snapshot;
    const today = localDay(this.connection.client?.now() ?? 0, this.#zone);
    // One template for both: who is in the tools when the first page comes stays there.
    const filtering = this.#handling.part?.filtering;
    return html`<div class="frame" @pointerover=${this.#reach} @focusin=${this.#reach}>
      ${toolbar(this.words, filtering ?? untouched, this.#tools)}${filtering?.render(snapshot?.from ?? null, today)}
      ${
        phase.kind === 'loading' || !snapshot
          ? html`<slot name="loading">${skeleton(this.words)}</slot>`
          : html`${this.readOnly || !this.#offer ? nothing : this.#compose(this.#offer)}
            ${this.#notes(phase.isStale === true)} ${phase.isEmpty ? this.#empty : this.#feed.render(snapshot)}`
      }
      <div class="unseen" role="status" aria-live="polite">${this.#announced}</div>
    </div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.#feed.drawn();
    // What is to have it may yet have to be loaded.
    const next = this.#focusNext && this.renderRoot.querySelector<HTMLElement>(this.#focusNext);
    if (next) {
      next.focus();
      this.#focusNext = undefined;
    }
  }

  #startOver(client: Client | undefined): void {
    this.#offer = 'compose';
    client?.describe().then(
      ({ types }) => {
        if (client !== this.connection.client) return;
        this.#offer = offerOf(types);
        this.requestUpdate();
      },
      // Without a description the backend tells with the first entry.
      () => undefined,
    );
    this.#shown = undefined;
    this.#feed.startOver();
    this.#handling.part?.composing.close();
    this.#focusNext = undefined;
    this.#arrived = 0;
    this.#announced = '';
    const filtering = this.#handling.part?.filtering;
    if (filtering?.isActive) this.#timeline.timeline?.setFilter(filtering.filter);
  }

  /** What opens the composer, or is in it; nothing where nothing may be written. */
  get #composer(): HTMLElement | null {
    return this.renderRoot.querySelector('.compose, .composer button');
  }

  #compose(offer: ComposeOffer): TemplateResult {
    return (
      this.#handling.part?.composing.render() ??
      composeButton(this.words, offer, '', () => void this.#handling.use(({ composing }) => composing.open()))
    );
  }

  #notes(isStale: boolean): unknown {
    const refused = this.#refused;
    const { isMissing } = this.#handling;
    if (!isStale && !isMissing && refused.length === 0) return nothing;
    const note = isMissing ? 'offlineProblem' : 'offlineNote';
    return html`<div class="notes">
      ${isStale || isMissing ? html`<p class="note" role="status">${this.words.text(note)}</p>` : nothing} ${refused}
    </div>`;
  }

  /** What was declined, as soon as what shows it is there. Where that can't be fetched, it is tried again once the connection is another. */
  get #refused(): readonly TemplateResult[] {
    const { connection } = this.connection;
    if (!connection || connection.attention.length === 0) return [];
    const { part } = this.#handling;
    if (part) return part.composing.refused(connection);
    if (connection !== this.#triedAt) this.#reach();
    this.#triedAt = connection;
    return [];
  }

  /** A foreign body in its frame, which is fetched when the first one is opened. */
  #foreign(row: Extract<TimelineRow, { kind: 'item' }>): unknown {
    const { part } = this.#frames;
    if (part)
      return part.foreignMessage(row.item.body ?? '', row.hasImages, this.words, () => this.#feed.showImages(row.key));
    // Where it can't be loaded, it is asked for again when the row is opened again.
    void this.#frames.use();
    return html`<p class="body muted">${this.words.text('loading')}</p>`;
  }

  get #empty(): TemplateResult {
    const filtering = this.#handling.part?.filtering;
    return filtering?.isActive ? filtering.nothingMatches() : nothingYet(this.words);
  }

  /** A hand comes near. Without a connection nothing is fetched before it is used: some browsers never ask again for what they did not get. */
  readonly #reach = (): void => {
    if (this.connection.connection?.state === 'offline') return;
    void this.#handling.use();
    this.#feed.reach();
    if (this.#reported.isMissing) void this.#reported.use();
  };

  #feedKey(event: KeyboardEvent): void {
    const target = event.target as Element;
    // By the time it is fetched, the browser would have done with the key what it does.
    if (!this.#handling.part && event.key.startsWith('Page')) event.preventDefault();
    void this.#handling.use(({ feedKey }) =>
      feedKey(event, this, {
        step: (by) => this.#feed.step(target, by),
        leaveUp: () =>
          (this.#composer ?? this.renderRoot.querySelector<HTMLElement>('.bar > .tool:last-child'))?.focus(),
      }),
    );
  }

  #shortcut(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.composedPath()[0];
    if (target instanceof HTMLElement && (target.isContentEditable || target.matches('input,textarea,select'))) return;
    if (event.key !== 'n' && event.key !== 'N') return;
    event.preventDefault();
    if (this.#composer) void this.#handling.use(({ composing }) => composing.open());
  }

  #toNewest(): void {
    const timeline = this.#timeline.timeline;
    if (timeline?.getSnapshot().from) timeline.jumpTo(null);
    timeline?.acknowledge();
    this.#feed.toTop();
    this.#focusNext = '[role=article]';
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-timeline': CrmTimeline;
  }
}
