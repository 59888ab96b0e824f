import type { Client } from '@rapport/client';
import type { AnyRecord, Deal, Stage } from '@rapport/core';
import { standardModel } from '@rapport/core/model';
import { relatedNeeded, type RelatedRecords } from '@rapport/core/pipeline';

/** What a stage's requirements count, of one deal; fetched only where they count anything. */
export async function relatedOf(client: Client, deal: Deal, to: Stage, now: string): Promise<RelatedRecords> {
  const relations = standardModel.relations.get('deal');
  const found = relatedNeeded([to]).map(async (name): Promise<readonly [string, readonly AnyRecord[]]> => {
    const relation = relations?.get(name);
    if (!relation) return [name, []];
    const ofDeal = { field: relation.field, op: 'eq', value: deal.id } as const;
    // Of activities only those to come are counted, and there may be thousands of others.
    const where =
      name === 'activities' ? { and: [ofDeal, { field: 'occurredAt', op: 'gte', value: now } as const] } : ofDeal;
    const { records } = await client.backend.query({ type: relation.type, where, limit: 200 });
    return [name, records];
  });
  return Object.fromEntries(await Promise.all(found));
}
