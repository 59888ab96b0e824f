import type { TimelineFact, TimelineItem } from '@rapport/core';
import { html, nothing, type TemplateResult } from 'lit';
import { safeUrl } from '../foreign/index.ts';
import { formatDate, formatDuration, formatMoney, formatRelative } from '../messages/index.ts';
import { clockIcon, icon } from '../theme/index.ts';
import { factLabel, factValue, iconOf, kindWords, namedInTitle, untitled } from './item-words.ts';
import { isLong } from './long-text.ts';
import { idFor, type FeedPlace, type RowContext } from './row-context.ts';
import type { TimelineRow } from './timeline-row.ts';

const bdi = (text: string): TemplateResult => html`<bdi>${text}</bdi>`;

/** One thing that happened. */
export function itemRow(
  row: Extract<TimelineRow, { kind: 'item' }>,
  context: RowContext,
  place: FeedPlace,
): TemplateResult {
  const { item } = row;
  const classes = `entry item${row.isInBurst ? ' nested' : ''}${row.isNew ? ' new' : ''}${item.pending ? ' pending' : ''}`;
  return html`<div
    class=${classes}
    part="item"
    role="article"
    tabindex="0"
    data-key=${row.key}
    aria-labelledby="${idFor('title', row.key)} ${idFor('time', row.key)}"
    aria-posinset=${place.position}
    aria-setsize=${place.size}
  >
    <span class=${item.direction === 'inbound' ? 'dot inbound' : 'dot'}
      >${icon(iconOf(item.kind, context), item.kind === 'stageChange')}</span
    >
    <div class="content">
      <p class="title" id=${idFor('title', row.key)}>${titleOf(item, context)}</p>
      ${bodyOf(row, context)} ${detailsOf(item, context)}
    </div>
    ${timeOf(item.occurredAt, context, idFor('time', row.key))}
  </div>`;
}

/** Clock time, with the whole date and how long ago it was for whoever asks. */
export function timeOf(instant: string, { words, timeZone, now }: RowContext, id: string): TemplateResult {
  const whole = formatDate(instant, words.locale, { timeZone, dateStyle: 'full', timeStyle: 'short' });
  return html`<time
    class="time small muted"
    id=${id}
    datetime=${instant}
    title="${whole} · ${formatRelative(instant, now, words.locale)}"
  >
    <span class="unseen">${formatDate(instant, words.locale, { timeZone, dateStyle: 'long' })}</span>
    <bdi>${formatDate(instant, words.locale, { timeZone, timeStyle: 'short' })}</bdi>
  </time>`;
}

function titleOf(item: TimelineItem, context: RowContext): unknown {
  const { words } = context;
  const factOf = (label: string): TimelineFact | undefined => item.facts?.find((fact) => fact.label === label);
  const kind = kindWords(item.kind, words);
  if (item.kind === 'stageChange') {
    const [from, to] = [factOf('fromStage'), factOf('toStage')];
    return html`${kind} ${opening(item, context, bdi(item.title ?? ''))}
      <span class="muted">·</span>
      ${from ? html`<bdi>${from.value}</bdi> <span class="arrow" aria-hidden="true"></span>` : nothing}
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
  if (url)
    return html`<a class="strong" href=${url} target="_blank" rel="noopener noreferrer" @click=${open}>${name}</a>`;
  return html`<span class="strong">${name}</span>`;
}

function bodyOf(row: Extract<TimelineRow, { kind: 'item' }>, context: RowContext): unknown {
  const { item, isOpen, key } = row;
  if (!item.body) return nothing;
  const isForeign = item.bodyFormat === 'html';
  const text = isForeign ? (context.reported?.previewOf(item.body) ?? '') : item.body;
  const more = isForeign || isLong(text, context.isCompact);
  const shown =
    isOpen && isForeign
      ? context.foreign(row)
      : html`<p class=${isOpen || !more ? 'body' : 'body clamped'} dir="auto">${withNumbers(text)}</p>`;
  if (!more) return shown;
  return html`${shown}<button
      class="quiet small more"
      type="button"
      aria-expanded=${isOpen ? 'true' : 'false'}
      @click=${() => context.toggle(key)}
    >
      ${context.words.text(isOpen ? 'showLess' : 'showMore')}
    </button>`;
}

/** Numbers with blanks between, such as for dialling, are held together: in right-to-left text their groups would change places. */
function withNumbers(text: string): unknown {
  const parts = text.split(/(\+?\d[\d()/-]*(?: [\d()/-]+)+)/);
  return parts.length === 1
    ? text
    : parts.map((part, index) => (index % 2 === 1 ? html`<bdi dir="ltr">${part}</bdi>` : part));
}

function detailsOf(item: TimelineItem, context: RowContext): unknown {
  const { words } = context;
  const people = peopleOf(item, context);
  const stay = item.kind === 'stageChange' ? stayOf(item, context) : nothing;
  const facts = (item.facts ?? []).filter(
    ({ label }) => label !== 'ticket' && !(item.kind === 'stageChange' && label.endsWith('Stage')),
  );
  if (!people && stay === nothing && facts.length === 0 && !item.pending) return nothing;
  return html`<div class="details small">
    ${people}${stay} ${facts.map((fact) => factTag(fact, context))}
    ${item.pending ? html`<span class="muted">${icon(clockIcon)} ${words.text('saving')}</span>` : nothing}
  </div>`;
}

/** What a deal is worth and how long it stayed in the stage it left. */
function stayOf(item: TimelineItem, { words }: RowContext): unknown {
  const from = item.facts?.find(({ label }) => label === 'fromStage')?.value;
  const parts = [
    ...(item.amount ? [bdi(formatMoney(item.amount, words.locale, true))] : []),
    ...(from && item.durationSeconds
      ? [words.rich('inStage', { duration: bdi(formatDuration(item.durationSeconds, words.locale)), stage: bdi(from) })]
      : []),
  ];
  return parts.length === 0
    ? nothing
    : html`<span class="muted">${parts.map((part, index) => html`${index > 0 ? ' · ' : nothing}${part}`)}</span>`;
}

/** From whom, to whom: `Ana → Mika, Legal`. Nobody is named twice: not the customer whose timeline it is, alone, nor whom the title names. */
function peopleOf(item: TimelineItem, { words, subject }: RowContext): TemplateResult | undefined {
  const isDirected = item.direction === 'inbound' || item.direction === 'outbound';
  const people = item.people ?? [];
  const unsaid = people.filter((person) => person.ref?.id !== subject && person !== namedInTitle(item));
  // From whom to whom is said whole; a mere list without those who are known.
  const [first, ...others] = isDirected && people.length > 1 ? people : unsaid;
  if (!first || unsaid.length === 0) return undefined;
  const list = others.map(({ name }, index) => html`${index > 0 ? words.text('listComma') : nothing}${bdi(name)}`);
  return html`<span class="muted people">
    ${bdi(first.name)}${others.length === 0 ? nothing : isDirected ? html` <span class="arrow" aria-hidden="true"></span> ` : words.text('listComma')}${list}
  </span>`;
}

function factTag(fact: TimelineFact, { words, timeZone }: RowContext): TemplateResult {
  const label = factLabel(fact, words);
  const value = factValue(fact, words, timeZone);
  return html`<span class="tag ${fact.tone ?? ''}" title=${label ? `${label}: ${value}` : value}
    >${label ? `${label} ` : nothing}${bdi(value)}</span
  >`;
}
