import type { MutationResult, Refusal } from '@rapport/core';
import { missingOf, type MissingRequirement } from '@rapport/core/pipeline';
import { stageRefusal } from '../deal/index.ts';
import { refusalText } from '../element/index.ts';
import { formatList, type MessageKey, type MessagesController } from '../messages/index.ts';
import type { CardContext } from './card-context.ts';
import { dealFacts } from './deal-card.events.ts';
import { facts } from './fact-values.ts';

/** Why a decision or a write did not take effect, in the reader's words. `field` is what the reader calls what was to be changed. */
export function refusalWords(context: CardContext, refused: MutationResult | Refusal, field = '', value = ''): string {
  const { words } = context;
  const refusal = 'ok' in refused ? refused : refused.status === 'refused' ? refused.refusal : undefined;
  const stageName = (id: unknown): string => context.stages.find((stage) => stage.id === id)?.name ?? '';
  const { params } = refusal ?? {};
  // A record was to go that is another by now.
  if ('status' in refused && refused.status === 'conflict' && refused.conflicts.length === 0)
    if (refused.current.some((left) => 'record' in left)) return words.text('changedMeanwhile');
  const ruled = refusal && stageRefusal(refusal, context.stages, words);
  if (ruled !== undefined) return ruled;
  switch (refusal?.code) {
    case 'requirements-missing': {
      const fields = missingOf(refusal).map((missing) => missingWords(missing, words));
      return words.text('stageNeedsMore', {
        stage: stageName(params?.['stage']),
        fields: formatList(fields, words.locale),
      });
    }
    case 'moved-meanwhile':
      return words.text('changedMeanwhile');
    case 'not-approver':
      return words.text('notApproverRefusal', { approver: approverName(context, String(params?.['by'] ?? '')) });
    case 'already-decided':
      return words.text('alreadyDecidedRefusal');
    default: {
      const result: MutationResult = 'ok' in refused ? { id: '', status: 'refused', refusal: refused } : refused;
      return refusalText(words, result, field, value) ?? '';
    }
  }
}

/** Whom an approval is asked of: a person by name, or a role or a team as the stage says. */
export function approverName({ users }: Pick<CardContext, 'users'>, by: string): string {
  return users.get(by)?.name ?? by;
}

const relatedWords: Readonly<Record<string, MessageKey>> = {
  primaryContact: 'primaryContactNeeded',
  lineItems: 'lineItemNeeded',
  nextActivity: 'nextActivityNeeded',
};

function missingWords(missing: MissingRequirement, words: MessagesController): string {
  switch (missing.kind) {
    case 'field': {
      const known = dealFacts.find((fact) => fact === missing.field);
      if (known) return words.text(facts[known].label);
      return missing.field === 'lossReason' ? words.text('dealLossReason') : missing.field.replace(/^custom\./, '');
    }
    case 'related': {
      const key = relatedWords[missing.related];
      return key ? words.text(key) : missing.related;
    }
    case 'checklist':
      return words.text('checklistNeeds', { item: missing.item });
    case 'approval':
      return words.text('approvalNeeds', { approver: missing.by });
  }
}
