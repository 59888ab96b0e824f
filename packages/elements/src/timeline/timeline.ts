import type { Client } from '@rapport/client';
import { parseRecordName, type RecordName } from '@rapport/core/model';
import type {
  Company,
  Contact,
  Deal,
  TimelineFilter,
  TimelineItem,
  TimelineSource,
  TimelineSubject,
} from '@rapport/core';
import { adoptStyles, html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { until } from 'lit/directives/until.js';
import {
  LiveController,
  RapportElement,
  problemOf,
  problemTemplate,
  refusalText,
  warnOnce,
  type Phase,
} from '../element/index.ts';
import type { MessageKey } from '../messages/index.ts';
import { isTimeZone, localDay } from '@rapport/core/filter';
import { noteIcon, upIcon } from '../theme/icons.ts';
import { controls, icon, theme } from '../theme/index.ts';
import { VirtualRows } from '../virtual/index.ts';
import type { Composer } from './composer/index.ts';
import type * as foreign from '../foreign/foreign-message.ts';
import type { EntryContext } from './composer/entry.ts';
import { handleFeedKey } from './feed-keyboard.ts';
import { itemRow } from './item-row.ts';
import { chosenKinds } from './kind-groups.ts';
import { burstRow, dayRow, dayWords, endRow, missingRow } from './other-rows.ts';
import { refusedEntries, type RefusedEntry } from './refused-entry.ts';
import type { FeedPlace, RowContext } from './row-context.ts';
import { TimelineController } from './timeline-controller.ts';
import { CrmItemOpenEvent } from './timeline.events.ts';
import { isArticle, timelineRows, type TimelineRow } from './timeline-row.ts';
import { styles } from './timeline.styles.ts';
import { toolbar, type ToolbarPanel } from './toolbar.ts';

type ForeignMessages = typeof foreign;

const subjectTypes = ['contact', 'company', 'deal'] as const;

/**
 * @summary What happened with a customer, from every source, newest first; with a composer for what happens next.
 * @tag crm-timeline
 * @slot empty - In place of what says that nothing has happened yet.
 * @slot loading - In place of the skeleton.
 * @slot error - In place of what says why nothing can be shown.
 * @fires crm-activity-create - Before an activity or a task is written; cancelable.
 * @fires crm-activity-created - The backend has taken it.
 * @fires crm-item-open - A reader follows an item's link; cancelable.
 * @fires crm-loader-start - It begins to load.
 * @fires crm-ready - The timeline is shown, or that it is empty.
 * @fires crm-load-error - It can't be shown: `kind` says why, `retry` tries again.
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
  static override styles: CSSResultGroup = [theme, controls, styles];
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
  readonly #rows: VirtualRows<TimelineRow> = new VirtualRows(this, {
    key: (row) => row.key,
    estimate: 64,
    template: (row, index) => this.#row(row, index),
    onRange: (_first, last) => this.#reached(last),
  });
  #rowsByKey: ReadonlyMap<string, TimelineRow> = new Map();
  /** For each row, how many articles there are before it. */
  #articlesBefore: readonly number[] = [];
  #articles = 0;
  readonly #open = new Set<string>();
  readonly #images = new Set<string>();
  #chosen: ReadonlySet<MessageKey> = new Set();
  #panel: ToolbarPanel | undefined;
  #search = '';
  #searchTimer: ReturnType<typeof setTimeout> | undefined;
  #focusNext: string | undefined;
  #announced = '';
  #composer: Composer | undefined;
  #isComposing = false;
  #frames: Promise<ForeignMessages> | undefined;
  #arrivedBefore = 0;
  #feed: HTMLElement | undefined;
  #pinned: HTMLElement | undefined;
  #looks = '';
  #noSources: readonly TimelineSource[] = [];

  constructor() {
    super();
    this.readOnly = false;
    this.addEventListener('keydown', (event) => this.#shortcut(event));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#searchTimer);
  }

  protected override get phase(): Phase {
    if (!this.isConnected || this.isHydrating) return { kind: 'loading' };
    const subject = this.#subjectName;
    if (subject && !subject.name) return { kind: 'problem', problem: 'bad-name' };
    if (!isTimeZone(this.#zone)) return { kind: 'problem', problem: 'error' };
    if (!this.connection.client)
      return this.connection.missing ? { kind: 'problem', problem: 'no-client' } : { kind: 'loading' };
    const snapshot = this.#timeline.snapshot;
    if (!subject || !snapshot) return { kind: 'loading' };
    const state = this.connection.connection?.state;
    const retry = (): void => {
      void this.#subject.refresh();
      this.#timeline.timeline?.retry();
    };
    const about = this.#subject.snapshot;
    if (about?.status === 'ready' && about.records.length === 0)
      return { kind: 'problem', problem: 'not-found', retry };
    const error = about?.status === 'error' ? about.error : snapshot.missing.find((gap) => gap.error)?.error;
    switch (snapshot.status) {
      case 'loading':
        if (about?.status === 'error') return { kind: 'problem', problem: problemOf(about.error), retry };
        return state === 'offline' ? { kind: 'problem', problem: 'offline', retry } : { kind: 'loading' };
      case 'error':
        return { kind: 'problem', problem: problemOf(error), retry };
      case 'ready':
        return { kind: 'ready', isEmpty: snapshot.items.length === 0, isStale: state === 'offline' };
    }
  }

  get #subjectName():
    | { readonly type: TimelineSubject['type']; readonly text: string; readonly name: RecordName | undefined }
    | undefined {
    const type = subjectTypes.find((name) => this[name] !== undefined && this[name] !== null && this[name] !== '');
    const text = type && this[type];
    return type && text ? { type, text, name: parseRecordName(text) } : undefined;
  }

  get #zone(): string {
    return this.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  get #context(): RowContext {
    return {
      words: this.words,
      timeZone: this.#zone,
      subject: this.#subject.record?.id,
      now: this.connection.client?.now() ?? 0,
      toggle: (key) => this.#toggle(key),
      open: (item) => this.#openItem(item),
      retry: (gaps) => gaps.forEach(({ source }) => this.#timeline.timeline?.retry(source)),
      foreign: (row) => this.#foreign(row),
    };
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!this.isConnected) return;
    const subject = this.#subjectName;
    this.#check(changed, subject);
    const client = this.connection.client;
    const isAnswerable = client && subject?.name && isTimeZone(this.#zone);
    this.#subject.follow(isAnswerable ? `${subject.type} ${subject.text}` : undefined, () =>
      client!.record(subject!.type, subject!.name!),
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
    if (isOther) this.#startOver();
    this.#takeRows();
  }

  override render(): TemplateResult {
    const phase = this.phase;
    if (phase.kind === 'problem') {
      return html`<slot name="error"
        >${problemTemplate(this.words, phase.problem, this.#subjectName?.text ?? '', phase.retry)}</slot
      >`;
    }
    // One template for both: who is in the tools when the first page comes stays there.
    return html`${this.#toolbar()}
      ${phase.kind === 'loading' ? html`<slot name="loading">${this.#skeleton()}</slot>` : this.#shown(phase.isEmpty === true, phase.isStale === true)}
      <div class="unseen" role="status" aria-live="polite">${this.#announced}</div>`;
  }

  #shown(isEmpty: boolean, isStale: boolean): TemplateResult {
    return html`${this.#compose()} ${this.#notes(isStale)} ${isEmpty ? this.#empty() : this.#stand()}`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    if (this.#focusNext) {
      this.renderRoot.querySelector<HTMLElement>(this.#focusNext)?.focus();
      this.#focusNext = undefined;
    }
    this.#pin();
  }

  #check(
    changed: PropertyValues<this>,
    subject: { readonly type: string; readonly text: string; readonly name: RecordName | undefined } | undefined,
  ): void {
    if (subject && !subject.name)
      warnOnce(this, `${subject.type} is an id or system:id, like erp:10042; not ${JSON.stringify(subject.text)}.`);
    if (subjectTypes.filter((name) => this[name]).length > 1)
      warnOnce(this, 'It shows one of contact, company and deal; more than one is set.');
    if (changed.has('timeZone') && !isTimeZone(this.#zone))
      warnOnce(this, `time-zone is an IANA name, like Europe/Berlin; not ${JSON.stringify(this.timeZone)}.`);
  }

  /** Nothing of what was done with another customer's timeline holds for this one. */
  #startOver(): void {
    this.#open.clear();
    this.#images.clear();
    this.#arrivedBefore = 0;
    this.#announced = '';
    this.#isComposing = false;
    if (this.#chosen.size > 0 || this.#search !== '') this.#applyFilter();
  }

  #takeRows(): void {
    const snapshot = this.#timeline.snapshot;
    if (!snapshot) return;
    // What rows look like beside their own state: with any of it, all are drawn again.
    const looks = `${this.words.locale} ${this.#zone} ${this.density} ${this.#subject.record?.id} ${localDay(this.#context.now, this.#zone)}`;
    const before = looks === this.#looks ? this.#rowsByKey : new Map<string, TimelineRow>();
    this.#looks = looks;
    const end = snapshot.loadingMore ? 'loading' : snapshot.hasMore ? 'more' : 'end';
    const rows = timelineRows({ entries: snapshot.entries, end, open: this.#open, images: this.#images }, before);
    if (rows.length === this.#rows.rows.length && rows.every((row, index) => row === this.#rows.rows[index])) return;
    this.#rowsByKey = new Map(rows.map((row) => [row.key, row]));
    let articles = 0;
    this.#articlesBefore = rows.map((row) => (isArticle(row) ? articles++ : articles));
    this.#articles = snapshot.hasMore ? -1 : articles;
    const isAtTop = (this.#feed?.scrollTop ?? 0) < 4;
    this.#rows.rows = rows;
    // Whoever is at the top sees what comes; whoever reads further down is not moved.
    if (isAtTop) this.#rows.scrollToRow(0);
    const arrived = snapshot.arrived.length;
    if (arrived > this.#arrivedBefore) this.#announced = this.words.text('newItemsSaid', { count: arrived });
    this.#arrivedBefore = arrived;
  }

  #row(row: TimelineRow, index: number): TemplateResult {
    const context = this.#context;
    const place: FeedPlace = { position: (this.#articlesBefore[index] ?? 0) + 1, size: this.#articles };
    switch (row.kind) {
      case 'day':
        return dayRow(row, context);
      case 'item':
        return itemRow(row, context, place);
      case 'burst':
        return burstRow(row, context, place);
      case 'missing':
        return missingRow(row, context, place);
      case 'end':
        return endRow(row, context);
    }
  }

  #reached(last: number): void {
    // Asked for while there is still a screen to read; after this frame, for it is called while rows are being placed.
    if (last >= this.#rows.rows.length - 10) queueMicrotask(() => this.#timeline.timeline?.loadMore());
  }

  #toolbar(): TemplateResult {
    return toolbar(
      this.words,
      {
        chosen: this.#chosen,
        panel: this.#panel,
        search: this.#search,
        day: this.#timeline.snapshot?.from ?? '',
        today: localDay(this.#context.now, this.#zone),
      },
      {
        choose: (group) => {
          const chosen = new Set(group === undefined ? [] : this.#chosen);
          if (group !== undefined && !chosen.delete(group)) chosen.add(group);
          this.#chosen = chosen;
          this.#applyFilter();
          this.requestUpdate();
        },
        show: (panel) => {
          const was = this.#panel;
          this.#panel = panel;
          this.#focusNext =
            panel === 'search'
              ? '#search'
              : panel === 'jump'
                ? '#day'
                : `.bar > .tool:nth-of-type(${was === 'jump' ? 1 : 2})`;
          if (was === 'search' && this.#search !== '') {
            this.#search = '';
            this.#applyFilter();
          }
          this.requestUpdate();
        },
        search: (text) => {
          this.#search = text;
          clearTimeout(this.#searchTimer);
          this.#searchTimer = setTimeout(() => this.#applyFilter(), 200);
        },
        jump: (day) => {
          this.#timeline.timeline?.jumpTo(day || null);
          this.#toTop();
        },
      },
    );
  }

  #applyFilter(): void {
    const kinds = chosenKinds(this.#chosen);
    const search = this.#search.trim();
    const filter: TimelineFilter = { ...(kinds ? { kinds } : {}), ...(search ? { search } : {}) };
    this.#timeline.timeline?.setFilter(filter);
    this.#toTop();
  }

  #compose(): unknown {
    if (this.readOnly) return nothing;
    if (this.#composer && this.#isComposing) return this.#composer.render();
    const { words } = this;
    const draft = this.#composer?.leftOver;
    return html`<button
      class="compose button"
      part="compose"
      type="button"
      aria-keyshortcuts="n"
      @click=${() => void this.#startComposing()}
    >
      ${icon(noteIcon)}<span
        >${draft ? words.rich('draft', { text: html`<bdi>${draft}</bdi>` }) : words.text('compose')}</span
      ><kbd aria-hidden="true">${words.text('composeKey')}</kbd>
    </button>`;
  }

  async #startComposing(refused?: RefusedEntry): Promise<void> {
    if (this.readOnly || this.phase.kind !== 'ready') return;
    const { Composer, composerStyles, draftOf } = await import('./composer/index.ts');
    if (!this.#composer) {
      this.#composer = new Composer({
        element: this,
        words: this.words,
        context: () => this.#entryContext(),
        subject: () => `${this.#subjectName?.type} ${this.#subjectName?.text}`,
        closed: () => {
          this.#isComposing = false;
          this.#focusNext = '.compose';
          this.requestUpdate();
        },
        announce: (text) => this.#announce(text),
      });
      adoptStyles(this.renderRoot as ShadowRoot, [
        ...(this.constructor as typeof CrmTimeline).elementStyles,
        composerStyles,
      ]);
    }
    if (refused) {
      this.#composer.draft = draftOf(refused.type, refused.values);
      this.connection.client?.dismiss(refused.id);
    }
    this.#isComposing = true;
    this.#focusNext = '.composer :is(textarea, input:not([type=radio]))';
    this.requestUpdate();
  }

  #entryContext(): (EntryContext & { readonly client: Client }) | undefined {
    const client = this.connection.client;
    const about = this.#subject.record;
    return client && about && { client, about, now: client.now(), timeZone: this.#zone, author: this.author };
  }

  #notes(isStale: boolean): unknown {
    const { words } = this;
    const refused = refusedEntries(this.connection.connection?.attention ?? [], this.#subject.record);
    if (!isStale && refused.length === 0) return nothing;
    return html`<div class="notes">
      ${isStale ? html`<p class="note" role="status">${words.text('offlineNote')}</p>` : nothing}
      ${refused.map(
        (entry) =>
          html`<p class="note bad" part="refused" role="alert">
            <span
              >${words.rich('refusedEntry', { reason: refusalText(words, entry.result, words.text('composer'), '') })}
              <bdi class="strong">${entry.text}</bdi></span
            >
            <button class="quiet" type="button" @click=${() => void this.#startComposing(entry)}>
              ${words.text('edit')}
            </button>
            <button class="quiet" type="button" @click=${() => this.#discard(entry)}>${words.text('discard')}</button>
          </p>`,
      )}
    </div>`;
  }

  #discard(entry: RefusedEntry): void {
    this.connection.client?.dismiss(entry.id);
    this.#focusNext = '.compose';
    this.requestUpdate();
  }

  /** A foreign body in its frame, which is fetched when the first one is opened. */
  #foreign(row: Extract<TimelineRow, { kind: 'item' }>): unknown {
    this.#frames ??= import('../foreign/foreign-message.ts');
    const showImages = (): void => {
      this.#images.add(row.key);
      this.requestUpdate();
    };
    const loading = html`<p class="body muted">${this.words.text('loading')}</p>`;
    return until(
      this.#frames.then(({ foreignMessage }) =>
        foreignMessage(row.item.body ?? '', row.hasImages, this.words, showImages),
      ),
      loading,
    );
  }

  #announce(text: string): void {
    this.#announced = text;
    this.requestUpdate();
  }

  #empty(): TemplateResult {
    const { words } = this;
    if (this.#chosen.size > 0 || this.#search !== '') {
      return html`<div class="problem">
        <p class="strong">${words.text('noMatch')}</p>
        <p class="muted">${words.text('noMatchText')}</p>
        <button class="button" type="button" @click=${() => this.#showAll()}>${words.text('clearFilter')}</button>
      </div>`;
    }
    return html`<slot name="empty"
      ><div class="problem">
        <p class="strong">${words.text('emptyTimeline')}</p>
        <p class="muted">${words.text('emptyTimelineText')}</p>
      </div></slot
    >`;
  }

  #showAll(): void {
    this.#chosen = new Set();
    this.#search = '';
    this.#panel = undefined;
    this.#applyFilter();
    this.#focusNext = '.chip';
    this.requestUpdate();
  }

  #stand(): TemplateResult {
    const snapshot = this.#timeline.snapshot;
    const { words } = this;
    return html`<div class="stand">
      <div
        class="day pinned"
        aria-hidden="true"
        hidden
        ${ref((element) => (this.#pinned = element as HTMLElement | undefined))}
      ></div>
      ${this.#pill()}
      <div
        class="feed"
        part="feed"
        role="feed"
        aria-label=${words.text('timeline')}
        aria-busy=${snapshot?.loadingMore ? 'true' : 'false'}
        @keydown=${(event: KeyboardEvent) => this.#feedKey(event)}
        @scroll=${() => this.#scrolled()}
        ${ref((element) => this.#attach(element))}
      ></div>
    </div>`;
  }

  #pill(): unknown {
    const snapshot = this.#timeline.snapshot;
    const { words } = this;
    const isAtTop = (this.#feed?.scrollTop ?? 0) < 4;
    if (snapshot && snapshot.arrived.length > 0 && !isAtTop) {
      return html`<button class="pill" type="button" @click=${() => this.#toNewest()}>
        ${icon(upIcon)}${words.text('newItems', { count: snapshot.arrived.length })}
      </button>`;
    }
    if (!snapshot?.from) return nothing;
    return html`<button class="pill" type="button" @click=${() => this.#toNewest()}>
      ${icon(upIcon)}${words.text('backToNewest')}
    </button>`;
  }

  #attach(element: Element | undefined): void {
    this.#feed = element as HTMLElement | undefined;
    this.#rows.attach(element);
  }

  #scrolled(): void {
    this.#pin();
    if (this.#feed && this.#feed.scrollTop < 4 && this.#arrivedBefore > 0) this.#timeline.timeline?.acknowledge();
  }

  /** Keeps the day of the first row in view at the top, without drawing the element again. */
  #pin(): void {
    const pinned = this.#pinned;
    if (!pinned) return;
    const first = this.#rows.visible?.first ?? 0;
    let index = first;
    while (index > 0 && this.#rows.rows[index]?.kind !== 'day') index--;
    const row = this.#rows.rows[index];
    const isNeeded = row?.kind === 'day' && (this.#feed?.scrollTop ?? 0) > 4;
    pinned.hidden = !isNeeded;
    if (isNeeded) pinned.textContent = dayWords(row.day, this.#context);
  }

  #feedKey(event: KeyboardEvent): void {
    handleFeedKey(
      event,
      this,
      (by) => this.#step(event, by),
      () =>
        (
          this.renderRoot.querySelector<HTMLElement>('.compose') ??
          this.renderRoot.querySelector<HTMLElement>('.bar > .tool:last-child')
        )?.focus(),
    );
  }

  /** Brings the focus to the article so many further. */
  #step(event: KeyboardEvent, by: 1 | -1): boolean {
    const key = (event.target as Element).closest<HTMLElement>('[data-key]')?.dataset['key'];
    let index = this.#rows.rows.findIndex((row) => row.key === key) + by;
    while (this.#rows.rows[index] && !isArticle(this.#rows.rows[index]!)) index += by;
    const row = this.#rows.rows[index];
    if (!row) return false;
    this.#rows.scrollToRow(index, 'nearest');
    this.#rows.elementOf(row.key)?.querySelector<HTMLElement>('[role=article]')?.focus({ preventScroll: true });
    return true;
  }

  #shortcut(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.composedPath()[0];
    if (target instanceof HTMLElement && (target.isContentEditable || target.matches('input,textarea,select'))) return;
    if (event.key !== 'n' && event.key !== 'N') return;
    event.preventDefault();
    void this.#startComposing();
  }

  #toggle(key: string): void {
    if (!this.#open.delete(key)) this.#open.add(key);
    this.requestUpdate();
  }

  #openItem(item: TimelineItem): boolean {
    return this.dispatchEvent(new CrmItemOpenEvent(item));
  }

  #toNewest(): void {
    const timeline = this.#timeline.timeline;
    if (timeline?.getSnapshot().from) timeline.jumpTo(null);
    timeline?.acknowledge();
    this.#toTop();
    this.#focusNext = '[role=article]';
    this.requestUpdate();
  }

  #toTop(): void {
    this.#rows.scrollToRow(0);
  }

  #skeleton(): TemplateResult {
    return html`<div class="bones" role="status" aria-busy="true" aria-label=${this.words.text('loading')}>
      <span class="bone"></span>
      ${[0, 1, 2, 3, 4].map(
        () =>
          html`<div class="entry">
            <span class="bone round"></span>
            <div class="content"><span class="bone"></span><span class="bone"></span></div>
          </div>`,
      )}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-timeline': CrmTimeline;
  }
}
