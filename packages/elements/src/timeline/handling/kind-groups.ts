import type { TimelineKind } from '@rapport/core';
import type { KindGroup } from '../toolbar.ts';

const kindsOf: Readonly<Record<KindGroup, readonly TimelineKind[]>> = {
  emailKinds: ['email'],
  callKinds: ['call'],
  noteKinds: ['note'],
  ticketKinds: ['ticketOpened', 'ticketSolved', 'ticketMessage'],
  dealKinds: ['stageChange'],
  orderKinds: ['order', 'purchase', 'payment', 'delivery'],
  meetingKinds: ['meeting', 'visit'],
  messageKinds: ['chat', 'message', 'sms', 'social'],
  taskKinds: ['task'],
  webKinds: ['pageView', 'form', 'download', 'event', 'campaignTouch', 'surveyAnswer', 'consent'],
};

/** The kinds to ask for; undefined for all, when no group is chosen. */
export function chosenKinds(chosen: ReadonlySet<KindGroup>): readonly TimelineKind[] | undefined {
  return chosen.size === 0 ? undefined : [...chosen].flatMap((group) => kindsOf[group]);
}
