import type { Stage } from '@rapport/core';
import { compareStages, stageStays } from '@rapport/core/pipeline';
import { toInstant } from '@rapport/core/model';
import { html, nothing, type TemplateResult } from 'lit';
import { formatDuration, type MessageKey, type MessagesController } from '../messages/index.ts';
import type { CardContext } from './card-context.ts';

type StepState = 'passed' | 'skipped' | 'current' | 'ahead';

/** A stage on the way of a deal, and how long it has been there in all. */
export interface PathStep {
  readonly stage: Stage;
  readonly state: StepState;
  /** Undefined where it has never been there. */
  readonly milliseconds: number | undefined;
}

/** A deal's way: the open stages of its pipeline, and the closed one it has come to. */
export function pathSteps({ deal, stages, stage: current, records, now }: CardContext): readonly PathStep[] {
  const changes = records.changes.snapshot?.records ?? [];
  const spent = new Map<string, number>();
  for (const stay of stageStays([deal], changes, stages, toInstant(now)))
    spent.set(stay.stage, (spent.get(stay.stage) ?? 0) + stay.milliseconds);
  return stages
    .filter((stage) => stage.stageType === 'open' || stage.id === current?.id)
    .map((stage) => {
      const milliseconds = spent.get(stage.id);
      const isBefore = current !== undefined && (current.stageType !== 'open' || compareStages(stage, current) < 0);
      const state = ((): StepState => {
        if (stage.id === current?.id) return 'current';
        // A lost deal has not passed over the stages that it never came to.
        if (milliseconds !== undefined) return 'passed';
        return isBefore && current.stageType !== 'lost' ? 'skipped' : 'ahead';
      })();
      return { stage, state, milliseconds };
    });
}

const stateWords: Readonly<Record<StepState, MessageKey>> = {
  passed: 'passedStage',
  skipped: 'skippedStage',
  current: 'currentStage',
  ahead: 'aheadStage',
};

export function stagePath(context: CardContext): TemplateResult {
  const { words, pipeline, status } = context;
  return html`<ol
    class=${`path ${status}`}
    part="path"
    aria-label=${words.text('stagePath', { pipeline: pipeline?.name ?? '' })}
  >
    ${pathSteps(context).map(
      ({ stage, state, milliseconds }) =>
        html`<li class=${`${state} ${stage.stageType}`} aria-current=${state === 'current' ? 'step' : nothing}>
          <span class="name"><bdi>${stage.name}</bdi></span>
          <span class="time muted small" title=${words.text('stagePathWhy')}
            >${timeWords(state, milliseconds, stage.stageType === 'open', words)}</span
          >
        </li>`,
    )}
  </ol>`;
}

function timeWords(
  state: StepState,
  milliseconds: number | undefined,
  isOpen: boolean,
  words: MessagesController,
): unknown {
  const unseen = html`<span class="unseen">${words.text(stateWords[state])}</span>`;
  if (milliseconds === undefined || !isOpen) return state === 'skipped' ? words.text('skippedStage') : unseen;
  const duration = durationText(milliseconds, words);
  return state === 'current' ? words.text('soFarInStage', { duration }) : html`${duration}${unseen}`;
}

/** `12 days`; what is shorter in hours and minutes. */
export function durationText(milliseconds: number, words: MessagesController): string {
  return formatDuration(milliseconds / 1_000, words.locale);
}
