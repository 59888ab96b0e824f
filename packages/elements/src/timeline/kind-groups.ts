import type { TimelineKind } from '@rapport/core';
import type { MessageKey } from '../messages/index.ts';

/** Kinds that a reader looks for together: one chip each, in this order. */
export interface KindGroup {
  readonly label: MessageKey;
  readonly kinds: readonly TimelineKind[];
}

export const kindGroups: readonly KindGroup[] = [
  { label: 'emailKinds', kinds: ['email'] },
  { label: 'callKinds', kinds: ['call'] },
  { label: 'noteKinds', kinds: ['note'] },
  { label: 'ticketKinds', kinds: ['ticketOpened', 'ticketSolved', 'ticketMessage'] },
  { label: 'dealKinds', kinds: ['stageChange'] },
  { label: 'orderKinds', kinds: ['order', 'purchase', 'payment', 'delivery'] },
  { label: 'meetingKinds', kinds: ['meeting', 'visit'] },
  { label: 'messageKinds', kinds: ['chat', 'message', 'sms', 'social'] },
  { label: 'taskKinds', kinds: ['task'] },
  { label: 'webKinds', kinds: ['pageView', 'form', 'download', 'event', 'campaignTouch', 'surveyAnswer', 'consent'] },
];

/** The kinds to ask for; undefined for all, when no group is chosen. */
export function chosenKinds(chosen: ReadonlySet<MessageKey>): readonly TimelineKind[] | undefined {
  return chosen.size === 0
    ? undefined
    : kindGroups.filter(({ label }) => chosen.has(label)).flatMap(({ kinds }) => kinds);
}
