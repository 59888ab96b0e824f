import { localDay } from '@rapport/core/filter/calendar';
import type { TimelineSnapshot } from '@rapport/client/timeline';
import { html, nothing, render, type LitElement, type TemplateResult } from 'lit';
import { OnDemand } from '../element/index.ts';
import { upIcon, icon } from '../theme/index.ts';
import { FirstRows, loadTakeOver, type VirtualRows, type VirtualRowsOptions } from '../virtual/index.ts';
import { itemRow } from './item-row.ts';
import { dayRow, dayWords, endRow, missingRow, startRow } from './other-rows.ts';
import type { FeedPlace, RowContext } from './row-context.ts';
import { isArticle, sameList, timelineRows, type TimelineRow } from './timeline-row.ts';

/** So many pixels from the top nobody is anywhere else yet. */
const nearTop = 4;

/** What the feed needs of the timeline it stands in. */
export interface FeedHost {
  readonly element: LitElement;
  readonly context: () => RowContext;
  /** The reader comes near the end. */
  readonly reachedEnd: () => void;
  /** The reader goes up, near the beginning of a list that starts at a day. */
  readonly reachedStart: () => void;
  /** The reader is at the top and sees what came, or leaves it and has seen it. */
  readonly reachedTop: () => void;
  /** To the newest there is. */
  readonly toNewest: () => void;
  /** A key was pressed in it. */
  readonly keyed: (event: KeyboardEvent) => void;
}

/** The list of a timeline: which rows there are, what the reader opened, and where the reader is. Elements exist for what is in view. */
export class Feed {
  readonly #host: FeedHost;
  readonly #drawing: VirtualRowsOptions<TimelineRow>;
  /** The first rows, until somebody goes through them: then those in view. */
  #rows: FirstRows<TimelineRow> | VirtualRows<TimelineRow>;
  readonly #takeOver = new OnDemand({ requestUpdate: () => undefined }, loadTakeOver);
  readonly #open = new Set<string>();
  readonly #images = new Set<string>();
  #byKey: ReadonlyMap<string, TimelineRow> = new Map();
  /** For each row, how many articles there are before it. */
  #articlesBefore: readonly number[] = [];
  /** How many articles there are; -1 while there may be more. */
  #articles = 0;
  #looks = '';
  #wasAtTop = true;
  /** Whether what comes on top is what lies above a day that the reader went to. */
  #startsAtDay = false;
  #scrollTop = 0;
  #scroller: HTMLElement | null = null;
  #pinned: HTMLElement | null = null;
  #pinnedDay: TimelineRow | undefined;

  constructor(host: FeedHost) {
    this.#host = host;
    this.#drawing = {
      key: (row) => row.key,
      estimate: 64,
      draw: (element, row, index) => render(this.#row(row, index), element, { host: host.element }),
      // Asked for while there is still a screen to read; after this task, for rows are being placed.
      onRange: (_first, last) => last >= this.#rows.rows.length - 10 && queueMicrotask(host.reachedEnd),
    };
    this.#rows = new FirstRows(this.#drawing);
  }

  /** A hand comes near: whoever goes through the list is to have few elements, and to stay where they are whatever comes. */
  reach(): void {
    const first = this.#rows;
    if (!(first instanceof FirstRows)) return;
    void this.#takeOver.use((takeOver) => {
      if (this.#rows !== first) return;
      this.#rows = takeOver(first, this.#host.element, this.#drawing);
      this.drawn();
    });
  }

  /** Nothing of what was done with another customer's timeline holds for this one. */
  startOver(): void {
    this.#open.clear();
    this.#images.clear();
  }

  get #isAtTop(): boolean {
    return this.#rows.scrollTop < nearTop;
  }

  toTop(): void {
    this.#scrollTop = 0;
    this.#rows.scrollToRow(0);
  }

  toggle(key: string): void {
    if (!this.#open.delete(key)) this.#open.add(key);
    this.#host.element.requestUpdate();
  }

  showImages(key: string): void {
    this.#images.add(key);
    this.#host.element.requestUpdate();
  }

  take(snapshot: TimelineSnapshot, density: string | undefined): void {
    const { words, timeZone, subject, now, reported, hasFrames } = this.#host.context();
    // What rows look like beside their own state: with any of it, all are drawn again.
    const looks = [
      words.locale,
      words.changes,
      timeZone,
      density,
      subject,
      localDay(now, timeZone),
      reported !== undefined,
      hasFrames,
    ].join(' ');
    const before = looks === this.#looks ? this.#byKey : new Map<string, TimelineRow>();
    this.#looks = looks;
    const end = snapshot.loadingMore ? 'loading' : snapshot.hasMore ? 'more' : 'end';
    const start = snapshot.loadingNewer
      ? 'loading'
      : snapshot.hasNewer && snapshot.status === 'ready'
        ? 'newer'
        : undefined;
    const rows = timelineRows(
      { entries: snapshot.entries, end, start, open: this.#open, images: this.#images, isUnfolded: !reported },
      before,
    );
    const known = this.#rows.rows;
    if (sameList(rows, known)) return;
    this.#byKey = new Map(rows.map((row) => [row.key, row]));
    let articles = 0;
    this.#articlesBefore = rows.map((row) => (isArticle(row) ? articles++ : articles));
    this.#articles = snapshot.hasMore || snapshot.hasNewer ? -1 : articles;
    const isAtTop = (this.#scroller?.scrollTop ?? 0) < nearTop;
    const focused = this.#focusedKey();
    this.#rows.rows = rows;
    // Whoever is at the top sees what comes; whoever reads further down, or from a day on, is not moved.
    if (isAtTop && !this.#startsAtDay) this.toTop();
    this.#startsAtDay = snapshot.hasNewer;
    if (focused === undefined || this.#byKey.has(focused)) return;
    // The focus stays in the feed when what has it leaves: it goes to the article that takes its place.
    const place = Math.min(
      known.findIndex((row) => row.key === focused),
      rows.length - 1,
    );
    if (!this.#focusArticle(place, 1)) this.#focusArticle(place, -1);
  }

  render(snapshot: TimelineSnapshot): TemplateResult {
    return html`<div class="stand">
      <div class="day pinned" aria-hidden="true" hidden></div>
      ${this.#pill(snapshot)}
      <div
        class="feed"
        part="feed"
        role="feed"
        aria-label=${this.#host.context().words.text('timeline')}
        aria-busy=${snapshot.loadingMore ? 'true' : 'false'}
        @keydown=${this.#host.keyed}
      ></div>
    </div>`;
  }

  /** Call when the element has been drawn: takes up the scroller that it drew. */
  drawn(): void {
    const root = this.#host.element.renderRoot;
    this.#pinned = root.querySelector<HTMLElement>('.pinned');
    this.#scroller?.removeEventListener('scroll', this.#scrolled);
    this.#scroller = root.querySelector<HTMLElement>('.feed');
    this.#rows.attach(this.#scroller);
    // After the rows' own listener: which of them are in view is known by then.
    this.#scroller?.addEventListener('scroll', this.#scrolled, { passive: true });
    this.#scroller?.addEventListener('wheel', this.#wheeled, { passive: true });
    this.#pin();
  }

  /** Keeps the day of the first row in view at the top, without drawing the element again. */
  #pin(): void {
    const pinned = this.#pinned;
    if (!pinned) return;
    let index = this.#rows.visible?.first ?? 0;
    while (index > 0 && this.#rows.rows[index]?.kind !== 'day') index--;
    const row = this.#rows.rows[index];
    const day = row?.kind === 'day' && !this.#isAtTop ? row : undefined;
    // A day that looks other is another row, and what is drawn anew is hidden.
    if (day === this.#pinnedDay && pinned.hidden === !day) return;
    this.#pinnedDay = day;
    pinned.hidden = !day;
    pinned.textContent = day ? dayWords(day.day, this.#host.context()) : '';
  }

  #pill(snapshot: TimelineSnapshot): unknown {
    const { words } = this.#host.context();
    const count = this.#isAtTop ? 0 : snapshot.arrived.length;
    if (count === 0 && !snapshot.from) return nothing;
    return html`<button class="pill" part="pill" type="button" @click=${() => this.#host.toNewest()}>
      ${icon(upIcon)}${count > 0 ? words.text('newItems', { count }) : words.text('backToNewest')}
    </button>`;
  }

  #row(row: TimelineRow, index: number): TemplateResult {
    const context = this.#host.context();
    const place: FeedPlace = { position: (this.#articlesBefore[index] ?? 0) + 1, size: this.#articles };
    switch (row.kind) {
      case 'day':
        return dayRow(row, context);
      case 'item':
        return itemRow(row, context, place);
      case 'burst':
        return context.reported?.burstRow(row, context, place) ?? html``;
      case 'missing':
        return missingRow(row, context, place);
      case 'end':
        return endRow(row, context);
      case 'start':
        return startRow(row, context, place, this.#host.reachedStart);
    }
  }

  readonly #scrolled = (): void => {
    this.reach();
    this.#pin();
    const isAtTop = this.#isAtTop;
    if (isAtTop || this.#wasAtTop) this.#host.reachedTop();
    this.#wasAtTop = isAtTop;
    const { scrollTop } = this.#rows;
    if (scrollTop < this.#scrollTop) this.#goUp();
    this.#scrollTop = scrollTop;
  };

  /** At the very top nothing scrolls: there the wheel says that the reader goes up. */
  readonly #wheeled = (event: WheelEvent): void => {
    if (event.deltaY < 0) this.#goUp();
  };

  #goUp(): void {
    if (this.#startsAtDay && (this.#rows.visible?.first ?? 0) < 10) this.#host.reachedStart();
  }

  /** The row that has the focus, or anything in it. */
  #focusedKey(): string | undefined {
    const focused = (this.#host.element.renderRoot as ShadowRoot).activeElement;
    return this.#scroller?.contains(focused) ? focused?.closest<HTMLElement>('[data-key]')?.dataset['key'] : undefined;
  }

  /** Brings the focus from an element in the feed to the article so many further. */
  step(from: Element, by: 1 | -1): void {
    const key = from.closest<HTMLElement>('[data-key]')?.dataset['key'];
    this.#focusArticle(this.#rows.rows.findIndex((row) => row.key === key) + by, by);
  }

  /** Brings the focus to the first article from a place on, upwards or downwards. Returns whether there is one. */
  #focusArticle(place: number, by: 1 | -1): boolean {
    const { rows } = this.#rows;
    let index = place;
    for (let row = rows[index]; row && !isArticle(row); row = rows[index]) index += by;
    const row = rows[index];
    if (!row) {
      if (by < 0) this.#goUp();
      return false;
    }
    this.#rows.scrollToRow(index, 'nearest');
    this.#rows.elementOf(row.key)?.querySelector<HTMLElement>('[role=article]')?.focus({ preventScroll: true });
    return true;
  }
}
