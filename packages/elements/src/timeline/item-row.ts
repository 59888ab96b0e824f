import type { TimelineFact, TimelineItem } from '@rapport/core';
import { html, nothing, type TemplateResult } from 'lit';
import { safeUrl } from '../foreign/safe-url.ts';
import { formatDate, formatDuration, formatMoney, formatRelative } from '../messages/index.ts';
import { clockIcon } from '../theme/icons.ts';
import { icon } from '../theme/index.ts';
import { factLabel, factValue, iconOf, kindWords, untitled } from './item-words.ts';
import { isLong, previewOf } from './preview.ts';
import type { FeedPlace, RowContext } from './row-context.ts';
import type { TimelineRow } from './timeline-row.ts';

const bdi = (text: string): TemplateResult => html`<bdi>${text}</bdi>`;

/** One thing that happened. */
export function itemRow(row: Extract<TimelineRow, { kind: 'item' }>, context: RowContext, place: FeedPlace): TemplateResult {
  const { item } = row;
  const classes = `entry item${row.isInBurst ? ' nested' : ''}${row.isNew ? ' new' : ''}${item.pending ? ' pending' : ''}`;
  return html`<div class=${classes} part="item" role="article" tabindex="0" data-key=${row.key} aria-labelledby="title/${row.key} time/${row.key}" aria-posinset=${place.position} aria-setsize=${place.size}>
    <span class=${item.direction === 'inbound' ? 'dot inbound' : 'dot'}>${icon(iconOf(item.kind), item.kind === 'stageChange')}</span>
    <div class="content">
      <p class="title" id="title/${row.key}">${titleOf(item, context)}</p>
      ${bodyOf(row, context)} ${detailsOf(item, context)}
    </div>
    ${timeOf(item.occurredAt, context, `time/${row.key}`)}
  </div>`;
}

/** Clock time, with the whole date and how long ago it was for whoever asks. */
export function timeOf(instant: string, { words, timeZone, now }: RowContext, id: string): TemplateResult {
  const whole = formatDate(instant, words.locale, { timeZone, dateStyle: 'full', timeStyle: 'short' });
  return html`<time class="time small muted" id=${id} datetime=${instant} title="${whole} · ${formatRelative(instant, now, words.locale)}">
    <span class="unseen">${formatDate(instant, words.locale, { timeZone, dateStyle: 'long' })}</span>
    <bdi>${formatDate(instant, words.locale, { timeZone, hour: '2-digit', minute: '2-digit' })}</bdi>
  </time>`;
}

function titleOf(item: TimelineItem, context: RowContext): unknown {
  const { words } = context;
  const factOf = (label: string): TimelineFact | undefined => item.facts?.find((fact) => fact.label === label);
  const kind = kindWords(item.kind, words);
  if (item.kind === 'stageChange') {
    const [from, to] = [factOf('fromStage'), factOf('toStage')];
    return html`${kind} ${opening(item, context, bdi(item.title ?? ''))}
      <span class="muted">·</span> ${from ? html`<bdi>${from.value}</bdi> <span class="arrow" aria-hidden="true"></span>` : nothing}
      ${to ? html`<bdi class="strong ${to.tone ?? ''}">${to.value}</bdi>` : nothing}`;
  }
  const number = factOf('ticket')?.value;
  const aside = [
    ...(item.durationSeconds === undefined ? [] : [formatDuration(item.durationSeconds, words.locale)]),
    ...(item.amount ? [formatMoney(item.amount, words.locale)] : []),
  ];
  const name = item.title
    ? html`${number ? html`<bdi>${number.startsWith('#') ? number : `#${number}`}</bdi> ` : nothing}${bdi(item.title)}`
    : untitled(item, words, bdi);
  // The icon says what sort of thing it is to those who see it; a title alone would leave the others guessing.
  return html`${item.title ? html`<span class="unseen">${kind}: </span>` : nothing}${opening(item, context, name)}${aside.map(
    (text) => html` <span class="muted">· ${bdi(text)}</span>`,
  )}`;
}

/** The name as a link, where there is somewhere to go. */
function opening(item: TimelineItem, context: RowContext, name: unknown): TemplateResult {
  const url = safeUrl(item.link);
  const open = (event: Event): void => {
    if (!context.open(item)) event.preventDefault();
  };
  if (url) return html`<a class="strong" href=${url} target="_blank" rel="noopener noreferrer" @click=${open}>${name}</a>`;
  return html`<span class="strong">${name}</span>`;
}

function bodyOf(row: Extract<TimelineRow, { kind: 'item' }>, context: RowContext): unknown {
  const { item, isOpen, key } = row;
  if (!item.body) return nothing;
  const isForeign = item.bodyFormat === 'html';
  const text = isForeign ? previewOf(item.body) : item.body;
  const more = isForeign || isLong(text);
  const shown = isOpen && isForeign ? context.foreign(row) : html`<p class=${isOpen ? 'body' : 'body clamped'} dir="auto">${text}</p>`;
  if (!more) return shown;
  return html`${shown}<button class="quiet small more" type="button" aria-expanded=${isOpen ? 'true' : 'false'} @click=${() => context.toggle(key)}>
      ${context.words.text(isOpen ? 'showLess' : 'showMore')}
    </button>`;
}

function detailsOf(item: TimelineItem, context: RowContext): unknown {
  const { words } = context;
  const people = peopleOf(item, context);
  const facts = (item.facts ?? []).filter(({ label }) => label !== 'ticket' && !(item.kind === 'stageChange' && label.endsWith('Stage')));
  if (!people && facts.length === 0 && !item.pending) return nothing;
  return html`<div class="details small">
    ${people} ${facts.map((fact) => factTag(fact, context))}
    ${item.pending ? html`<span class="waiting">${icon(clockIcon)} ${words.text('saving')}</span>` : nothing}
  </div>`;
}

/** From whom, to whom: `Ana → Mika, Legal`. An item that is named for its only person does not name them again. */
function peopleOf(item: TimelineItem, { words }: RowContext): TemplateResult | undefined {
  const people = item.people ?? [];
  const [first, ...others] = people;
  if (!first || (!item.title && others.length === 0)) return undefined;
  const list = others.map(({ name }, index) => html`${index > 0 ? words.text('listComma') : nothing}${bdi(name)}`);
  const isDirected = item.direction === 'inbound' || item.direction === 'outbound';
  return html`<span class="muted people">
    ${bdi(first.name)}${others.length === 0 ? nothing : isDirected ? html` <span class="arrow" aria-hidden="true"></span> ` : words.text('listComma')}${list}
  </span>`;
}

function factTag(fact: TimelineFact, { words, timeZone }: RowContext): TemplateResult {
  const label = factLabel(fact, words);
  const value = factValue(fact, words, timeZone);
  return html`<span class="tag ${fact.tone ?? ''}" title=${label ? `${label}: ${value}` : value}>${label ? `${label} ` : nothing}${bdi(value)}</span>`;
}
