import { html, nothing, type TemplateResult } from 'lit';
import { formatDate, formatList } from '../messages/index.ts';
import { localDay } from '@rapport/core/filter/calendar';
import { sourceWords } from './item-words.ts';
import { idFor, type FeedPlace, type RowContext } from './row-context.ts';
import type { TimelineRow } from './timeline-row.ts';

const dayLength = 86_400_000;
const nearDays = ['yesterday', 'today', 'tomorrow'] as const;

/** `Today · Saturday, 21 November`; with the year where it is not this one. */
export function dayWords(day: string, { words, now, timeZone }: RowContext): string {
  const today = localDay(now, timeZone);
  // A day is a date without a time: it is formatted where it is, not where the reader is.
  const date = formatDate(`${day}T12:00:00.000Z`, words.locale, {
    timeZone: 'UTC',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(day.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' }),
  });
  // By the calendar: where clocks are put back, a day is longer than another.
  const near = nearDays[(Date.parse(day) - Date.parse(today)) / dayLength + 1];
  return near ? `${words.text(near)} · ${date}` : date;
}

export function dayRow(row: Extract<TimelineRow, { kind: 'day' }>, context: RowContext): TemplateResult {
  return html`<div class="day" part="day">${dayWords(row.day, context)}</div>`;
}

/** A source is missing from here on down. */
export function missingRow(
  row: Extract<TimelineRow, { kind: 'missing' }>,
  context: RowContext,
  place: FeedPlace,
): TemplateResult {
  const { gaps, key } = row;
  const isFailed = gaps[0]?.reason === 'failed';
  const names = new Set(gaps.map(({ source, label }) => sourceWords(source, label, context.words)));
  const source = html`<bdi>${formatList([...names], context.words.locale)}</bdi>`;
  return html`<div
    class="entry missing"
    part="missing"
    role="article"
    tabindex="0"
    data-key=${key}
    aria-labelledby=${idFor('title', key)}
    aria-posinset=${place.position}
    aria-setsize=${place.size}
  >
    <p class="note">
      <span id=${idFor('title', key)}
        >${context.words.rich(isFailed ? 'missingSource' : 'slowSource', { source })}</span
      >
      ${isFailed ? html`<button class="quiet" type="button" @click=${() => context.retry(gaps)}>${context.words.text('retry')}</button>` : nothing}
    </p>
  </div>`;
}

export function endRow(row: Extract<TimelineRow, { kind: 'end' }>, { words }: RowContext): TemplateResult {
  if (row.state === 'more') return html`<div class="end"></div>`;
  return html`<div class="end small muted">
    ${words.text(row.state === 'loading' ? 'loadingMore' : 'endOfTimeline')}
  </div>`;
}

/** Where a list begins at a day: the way to what is above. An article, for a feed has nothing else that can be used. */
export function startRow(
  row: Extract<TimelineRow, { kind: 'start' }>,
  { words }: RowContext,
  place: FeedPlace,
  show: () => void,
): TemplateResult {
  const text = words.text(row.isLoading ? 'loadingNewer' : 'showNewer');
  return html`<div
    class="end start small muted"
    role="article"
    tabindex="0"
    data-key=${row.key}
    aria-label=${text}
    aria-posinset=${place.position}
    aria-setsize=${place.size}
  >
    ${row.isLoading ? text : html`<button class="quiet small more" type="button" @click=${show}>${text}</button>`}
  </div>`;
}
