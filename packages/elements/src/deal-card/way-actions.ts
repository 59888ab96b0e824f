import type { Stage } from '@rapport/core';
import { html, nothing, type TemplateResult } from 'lit';
import { icon, stageIcon } from '../theme/index.ts';
import type { CardContext } from './card-context.ts';
import { stagePath } from './stage-path.ts';
import type { WayDecision } from './way.ts';

/** The deal's way through its stages, and what may become of it next. */
export function way(context: CardContext, isGoing: boolean, go: (decision: WayDecision, to: Stage) => void): unknown {
  const { words, stages, records, mayEdit } = context;
  const { snapshot } = records.stages;
  if (stages.length === 0)
    return snapshot?.status === 'loading' ? html`<p class="path bones"><span class="bone"></span></p>` : nothing;
  const fault = context.faultOf('way');
  return html`<section class="way" aria-label=${words.text('dealActions')}>
    ${stagePath(context)} ${mayEdit('stage') && mayEdit('status') ? buttons(context, isGoing, go) : nothing}
    ${fault ? html`<p class="note bad" role="alert"><span>${fault}</span></p>` : nothing}
  </section>`;
}

function buttons(
  { words, deal, stages, stage, status, records }: CardContext,
  isGoing: boolean,
  go: (decision: WayDecision, to: Stage) => void,
): TemplateResult {
  const open = stages.filter(({ stageType }) => stageType === 'open');
  const next = open[open.findIndex(({ id }) => id === stage?.id) + 1];
  const closing = (kind: 'won' | 'lost'): Stage | undefined => stages.find(({ stageType }) => stageType === kind);
  const closedFrom = (records.changes.snapshot?.records ?? []).find(({ to }) => to === deal.stage)?.from;
  const button = (label: string, decision: WayDecision, to: Stage | undefined): unknown =>
    to &&
    html`<button
      class=${decision === 'deal.move' ? 'button next' : 'button'}
      type="button"
      data-decision=${decision}
      ?disabled=${isGoing}
      @click=${() => go(decision, to)}
    >
      ${label}${decision === 'deal.move' ? icon(stageIcon, true) : nothing}
    </button>`;
  return html`<div class="buttons" id="title-way" role="group" aria-label=${words.text('moveTo')} tabindex="-1">
    ${
      status === 'open'
        ? html`${next ? button(words.text('nextStage', { stage: next.name }), 'deal.move', next) : nothing}
          ${button(words.text('winDeal'), 'deal.win', closing('won'))}
          ${button(words.text('loseDeal'), 'deal.lose', closing('lost'))}`
        : button(words.text('reopenDeal'), 'deal.reopen', open.find(({ id }) => id === closedFrom) ?? open[0])
    }
  </div>`;
}
