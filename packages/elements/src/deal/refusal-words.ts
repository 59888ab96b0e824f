import type { MutationResult, Refusal, Stage } from '@rapport/core';
import type { MessagesController } from '../messages/index.ts';
import { stageRefusal } from './stage-refusal.ts';

/** Why a deal was not moved, in the reader's words; a code that is not known is named, so that it can be asked about. */
export function moveRefusal(refusal: Refusal, stages: readonly Stage[], words: MessagesController): string {
  const { code, params, field } = refusal;
  const ruled = stageRefusal(refusal, stages, words);
  if (ruled !== undefined) return ruled;
  switch (code) {
    case 'requirements-missing':
      return words.text('missingRefusal');
    case 'moved-meanwhile':
      if (field === 'expectedCloseDate') return words.text('somebodyChangedRefusal');
      return words.text('somebodyMovedRefusal', {
        stage: stages.find(({ id }) => id === params?.['stage'])?.name ?? '–',
      });
    case 'column-unranked':
      return words.text('orderRefusal');
    case 'not-permitted':
    case 'read-only':
    case 'managed-field':
      return words.text('notPermittedRefusal');
    case 'not-found':
    case 'deleted':
    case 'unknown-reference':
      return words.text('notFoundRefusal');
    default:
      return words.text('otherRefusal', { code: field ? `${code}: ${field}` : code });
  }
}

/** Why the backend did not take a move; undefined where it did. */
export function resultRefusal(
  result: MutationResult,
  stages: readonly Stage[],
  words: MessagesController,
): string | undefined {
  switch (result.status) {
    case 'applied':
    case 'merged':
    case 'duplicate':
      return undefined;
    case 'refused':
      return moveRefusal(result.refusal, stages, words);
    case 'conflict': {
      const moved = result.conflicts.find(({ field }) => field === 'stage');
      const stage = stages.find(({ id }) => id === moved?.theirs)?.name;
      if (stage !== undefined) return words.text('somebodyMovedRefusal', { stage });
      return words.text(result.conflicts.length > 0 ? 'somebodyChangedRefusal' : 'notFoundRefusal');
    }
  }
}
