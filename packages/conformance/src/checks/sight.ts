import type { AnyRecord, Backend, MutationResult } from '@rapport/core';
import { toInstant } from '@rapport/core/model';
import type { Check, CheckContext } from '../check.ts';
import { FeedReader, changedId } from './feed-reader.ts';

async function idsOf(backend: Backend, type: string): Promise<Set<string>> {
  const ids = new Set<string>();
  let after: string | null = null;
  do {
    const page = await backend.query({ type, limit: 500, ...(after === null ? {} : { after }) });
    for (const { id } of page.records) ids.add(id);
    after = page.next;
  } while (after !== null);
  return ids;
}

const notClaimed = ({ others = {} }: CheckContext) =>
  Object.keys(others).length > 0 ? undefined : 'nobody else’s token was given';

async function eachUnseen(
  context: CheckContext,
  work: (name: string, other: Backend, record: AnyRecord) => Promise<void>,
): Promise<void> {
  for (const [name, other] of Object.entries(context.others ?? {})) {
    const { types } = await other.describe();
    for (const [type, made] of context.sample.records) {
      const seen = types[type] ? await idsOf(other, type) : new Set<string>();
      for (const record of made.filter(({ id }) => !seen.has(id)).slice(0, 4)) await work(name, other, record);
    }
  }
}

/** A9 and A10: whoever may see less is told less by every road. */
export const sight: readonly Check[] = [
  {
    id: 'sight/get',
    claim: 'What a query does not show, no other call gives away',
    notClaimed,
    async run(context, tally) {
      await eachUnseen(context, async (name, other, record) => {
        const { types } = await other.describe();
        if (!types[record.type]) return;
        const answer = await other.get([{ type: record.type, name: { id: record.id } }]);
        tally.equal([answer.records.length, answer.missing.length], [0, 1], `${name} gets ${record.type} ${record.id}`);
        const page = await other.query({
          type: record.type,
          where: { field: 'id', op: 'eq', value: record.id },
          total: true,
        });
        tally.equal(
          [page.records.length, page.total.kind === 'exact' ? page.total.value : 0],
          [0, 0],
          `${name} looks for ${record.type} ${record.id}`,
        );
        const { rows } = await other.aggregate({
          type: record.type,
          where: { field: 'id', op: 'eq', value: record.id },
          measures: { count: 'count' },
        });
        tally.equal(rows[0]?.figures['count'] ?? 0, 0, `${name} counts ${record.type} ${record.id}`);
      });
    },
  },
  {
    id: 'sight/writes',
    claim: 'What may not be seen can not be changed, and is answered like what is not there',
    notClaimed,
    async run(context, tally) {
      const { newId, now } = context;
      await eachUnseen(context, async (name, other, record) => {
        const update = (id: string) => ({
          id: newId(),
          command: 'conformance.try',
          at: toInstant(now()),
          patches: [{ op: 'update' as const, type: record.type, id, set: {} }],
        });
        const noId = newId();
        const [there, nowhere] = await other.push([update(record.id), update(noId)]);
        const comparable = (result: MutationResult | undefined, id: string) =>
          JSON.stringify({ ...result, id: '' }).replaceAll(id, 'ID');
        tally.equal(
          comparable(there, record.id),
          comparable(nowhere, noId),
          `${name} changes ${record.type} ${record.id}`,
        );
        tally.equal(there?.status, 'refused', `${name} changes ${record.type} ${record.id}: status`);
      });
    },
  },
  {
    id: 'sight/feed',
    claim: 'The feed tells nobody of what they may not see',
    notClaimed: (context) =>
      notClaimed(context) ?? (context.description.feed === 'live' ? undefined : 'there is no feed'),
    async run(context, tally) {
      const { backend, newId, now, signal } = context;
      for (const [name, other] of Object.entries(context.others ?? {})) {
        const theirs = new FeedReader({ backend: other, signal }, null);
        const ours = new FeedReader(context, null);
        await theirs.until(() => theirs.cursor !== null);
        await ours.until(() => ours.cursor !== null);
        const contact = newId();
        const listening = theirs
          .until(() => theirs.changes.some((change) => changedId(change) === contact))
          .catch(() => undefined);
        await backend.push([
          {
            id: newId(),
            command: 'conformance.try',
            at: toInstant(now()),
            patches: [{ op: 'create', type: 'contact', id: contact, set: { name: 'Not for you' } }],
          },
        ]);
        // By the time it has reached us, it has had its time to reach them.
        await ours.until(() => ours.changes.some((change) => changedId(change) === contact));
        await ours.close();
        const { types } = await other.describe();
        const visible = types['contact'] !== undefined && (await idsOf(other, 'contact')).has(contact);
        await theirs.close();
        await listening;
        tally.holds(
          visible || !theirs.changes.some((change) => changedId(change) === contact),
          () => `${name} heard of contact ${contact}`,
        );
      }
    },
  },
];
