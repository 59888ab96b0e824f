import type { AnyRecord, Deal } from '@rapport/core';
import { fixture, html } from '@open-wc/testing';
import type { CrmDealCard } from '../deal-card/index.ts';
import { aDeal, lena, lost, negotiation, proposal, qualified, sales, won } from './a-pipeline.ts';
import { ago, ana, aWorld, mika, nordwind, type World } from './world.ts';

const day = 24 * 60;

/** The deal that a card shows: `erp:Q-1`, in its second stage. */
export function framework(values: Partial<Deal> = {}): Deal {
  return aDeal({
    name: 'Framework 2027',
    stage: proposal.id,
    contact: ana.id,
    company: nordwind.id,
    enteredStageAt: ago(3 * day),
    createdAt: ago(10 * day),
    expectedCloseDate: '2026-12-10',
    externalIds: { erp: 'Q-1' },
    ...values,
  });
}

/** A world with a pipeline, and these. */
export function aDealWorld(...records: readonly AnyRecord[]): World {
  return aWorld([sales, lena, qualified, proposal, negotiation, won, lost, ...records] as readonly AnyRecord[]);
}

/** The card of `erp:Q-1` in a page, as Mika sees it. */
export async function showDealCard(
  { client }: Pick<World, 'client'>,
  values: Partial<CrmDealCard> = {},
  width = 760,
): Promise<CrmDealCard> {
  const root = await fixture<HTMLElement>(
    html`<div .style=${`inline-size:${width}px`}>
      <crm-deal-card deal="erp:Q-1" user=${mika.id} time-zone="Europe/Berlin"></crm-deal-card>
    </div>`,
  );
  const card = root.querySelector('crm-deal-card')!;
  Object.assign(card, { client, ...values });
  return card;
}

/** That deal as the backend has it. */
export async function dealIn({ other }: Pick<World, 'other'>): Promise<Deal> {
  return (await other.get('deal', { system: 'erp', externalId: 'Q-1' }))!;
}
