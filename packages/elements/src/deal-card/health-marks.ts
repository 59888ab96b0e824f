import { toInstant } from '@rapport/core/model';
import { dealHealth, stageDurations, type HealthSignal } from '@rapport/core/pipeline';
import { html, nothing, type TemplateResult } from 'lit';
import { healthMark, healthReason } from '../deal/index.ts';
import { formatDate } from '../messages/index.ts';
import { alertIcon, calendarIcon, clockIcon, icon, stageIcon } from '../theme/index.ts';
import type { CardContext } from './card-context.ts';

/** What wants attention in a deal: a mark each, which unfolds to what it was told from. */
export function healthMarks(context: CardContext): unknown {
  const { deal, stage, records, words, now, timeZone, status } = context;
  const [activities, tasks] = [records.activities.snapshot, records.tasks.snapshot];
  // Without what happened and what is planned nothing can be said, and nothing is.
  if (status !== 'open' || activities?.status !== 'ready' || tasks?.status !== 'ready') return nothing;
  const stays = records.wonStays ?? [];
  const benchmark = stageDurations(stays).find((each) => each.stage === deal.stage);
  const { signals, rotsAt } = dealHealth(
    {
      deal,
      stage,
      activities: activities.records,
      tasks: tasks.records,
      closeDateChanges: records.closeDateChanges.snapshot?.records ?? [],
      ...(benchmark ? { benchmark } : {}),
    },
    { now: toInstant(now), timeZone },
  );
  const soon = rotsAt !== null && Date.parse(rotsAt) > now ? rotsAt : undefined;
  return html`<section class="health" aria-label=${words.text('dealHealth')}>
    ${signals.map((signal) => mark(signal, context))}
    ${
      signals.length === 0
        ? html`<p class="small muted">
            ${words.text('healthyDeal')}${soon ? html`<span title=${formatDate(soon, words.locale, { dateStyle: 'full', timeStyle: 'short', timeZone })}>${' · '}${words.text('rotsOn', { date: formatDate(soon, words.locale, { dateStyle: 'medium', timeZone }) })}</span>` : nothing}
          </p>`
        : nothing
    }
  </section>`;
}

function mark(signal: HealthSignal, { words }: CardContext): TemplateResult {
  const isGrave = signal.code === 'rotting' || signal.code === 'close-date-passed';
  return html`<details class="mark">
    <summary class=${isGrave ? 'tag bad' : 'tag warning'}>
      ${icon(icons[signal.code])}${healthMark(signal, words)}
    </summary>
    <p class="small muted">${healthReason(signal, words)}</p>
  </details>`;
}

const icons = {
  rotting: alertIcon,
  'slow-in-stage': clockIcon,
  'no-next-step': stageIcon,
  'close-date-passed': calendarIcon,
  'close-date-pushed': calendarIcon,
} as const;
