import type { Consent } from '@rapport/core';
import { consentChannels } from '@rapport/core/model';

export interface ConsentState {
  readonly channel: Consent['channel'];
  readonly state: Consent['status'] | 'expired';
  /** What it rests on. */
  readonly consent: Consent;
}

/** What is allowed now, per channel, in the order of the channels: the newest record decides, and a permission whose time is over allows nothing. */
export function consentStates(consents: readonly Consent[], now: number): readonly ConsentState[] {
  const newest = new Map<Consent['channel'], Consent>();
  for (const consent of consents) {
    const known = newest.get(consent.channel);
    if (!known || known.capturedAt < consent.capturedAt) newest.set(consent.channel, consent);
  }
  return consentChannels
    .flatMap((channel) => newest.get(channel) ?? [])
    .map((consent) => {
      const isOver = consent.status === 'granted' && consent.validUntil && Date.parse(consent.validUntil) <= now;
      return { channel: consent.channel, state: isOver ? 'expired' : consent.status, consent };
    });
}
