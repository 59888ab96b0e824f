import type { Consent } from '@rapport/core';
import { describe, expect, it } from 'vitest';
import { consentStates } from './consent-state.ts';

const now = Date.parse('2026-11-21T10:00:00.000Z');
const aConsent = (values: Partial<Consent>): Consent => ({
  type: 'consent',
  id: '0',
  version: 1,
  createdAt: '',
  updatedAt: '',
  externalIds: {},
  custom: {},
  contact: '1',
  channel: 'email',
  purpose: 'Newsletter',
  legalBasis: 'consent',
  status: 'granted',
  capturedAt: '2026-01-01T00:00:00.000Z',
  ...values,
});

describe('consentStates', () => {
  it('goes by the newest record of a channel, in whatever order they come', () => {
    const granted = aConsent({});
    const withdrawn = aConsent({ status: 'withdrawn', capturedAt: '2026-06-01T00:00:00.000Z' });
    for (const list of [
      [granted, withdrawn],
      [withdrawn, granted],
    ]) {
      expect(consentStates(list, now).map(({ state }) => state)).toEqual(['withdrawn']);
    }
  });

  it('takes a permission whose time is over for expired, and a withdrawal for what it is', () => {
    const validUntil = '2026-11-21T10:00:00.000Z';
    expect(consentStates([aConsent({ validUntil })], now)[0]?.state).toBe('expired');
    expect(consentStates([aConsent({ validUntil })], now - 1)[0]?.state).toBe('granted');
    expect(consentStates([aConsent({ validUntil, status: 'withdrawn' })], now)[0]?.state).toBe('withdrawn');
  });
});
