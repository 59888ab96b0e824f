import type { TimelineItem } from '@rapport/core';
import { html, nothing, type TemplateResult } from 'lit';
import { isMessageKey } from '../../messages/index.ts';
import { unfoldIcon, icon } from '../../theme/index.ts';
import { timeOf } from '../item-row.ts';
import { iconOf } from '../item-words.ts';
import { idFor, type FeedPlace, type RowContext } from '../row-context.ts';
import type { TimelineRow } from '../timeline-row.ts';

/** Many of a kind in a row, as one. */
export function burstRow(
  row: Extract<TimelineRow, { kind: 'burst' }>,
  context: RowContext,
  place: FeedPlace,
): TemplateResult {
  const { items, isOpen, key } = row;
  const [newest, oldest] = [items[0], items.at(-1)];
  if (!newest || !oldest) return html``;
  const { words } = context;
  const name = `${newest.kind}Burst`;
  const message = isMessageKey(name) ? name : 'burst';
  return html`<div
    class="entry burst"
    part="burst"
    role="article"
    tabindex="0"
    data-key=${key}
    aria-labelledby="${idFor('title', key)} ${idFor('time', key)}"
    aria-posinset=${place.position}
    aria-setsize=${place.size}
  >
    <span class="dot">${icon(iconOf(newest.kind, context))}</span>
    <div class="content">
      <p class="title muted" id=${idFor('title', key)}>
        ${words.text(message, { count: items.length })}${titles(items, words.text('listComma'))}
      </p>
      <button
        class="quiet small more"
        type="button"
        aria-expanded=${isOpen ? 'true' : 'false'}
        @click=${() => context.toggle(key)}
      >
        ${words.text(isOpen ? 'foldBurst' : 'unfoldBurst')}<span class=${isOpen ? 'turned' : ''}
          >${icon(unfoldIcon)}</span
        >
      </button>
    </div>
    ${timeOf(newest.occurredAt, context, idFor('time', key))}
  </div>`;
}

/** What they were about: the first three that differ. */
function titles(items: readonly TimelineItem[], comma: string): unknown {
  const different = [...new Set(items.flatMap(({ title }) => title ?? []))];
  if (different.length === 0) return nothing;
  return html`:
  ${different.slice(0, 3).map((title, index) => html`${index > 0 ? comma : nothing}<bdi>${title}</bdi>`)}${different.length > 3 ? '…' : nothing}`;
}
