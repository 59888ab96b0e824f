import type { Refusal, Stage } from '@rapport/core';
import { formatList, type MessagesController } from '../messages/index.ts';

/** Which rule of the stages a decision is against, in the reader's words; undefined where it is something else. */
export function stageRefusal(
  { code, params }: Refusal,
  stages: readonly Stage[],
  words: MessagesController,
): string | undefined {
  const nameOf = (id: unknown): string => stages.find((stage) => stage.id === id)?.name ?? '–';
  switch (code) {
    case 'stage-passed-over': {
      const names = (params?.['stages'] as readonly string[] | undefined)?.map(nameOf) ?? [];
      return words.text('passedOverRefusal', { stages: formatList(names, words.locale) });
    }
    case 'stage-not-returnable':
      return words.text('notReturnableRefusal', { stage: nameOf(params?.['stage']) });
    case 'deal-closed':
      return words.text('closedDealRefusal');
    case 'closed-in-future':
      return words.text('futureCloseRefusal');
    case 'unknown-stage':
    case 'no-such-stage':
    case 'stage-not-open':
      return words.text('unknownStageRefusal');
    default:
      return undefined;
  }
}
