import type { Filter, Interest } from '@rapport/core';
import { toInstant } from '@rapport/core/model';
import type { Patch } from '@rapport/core/port';
import type { Check, CheckContext } from '../check.ts';
import { FeedReader, changedId } from './feed-reader.ts';

const begun = async (context: CheckContext, since: string | null, interest?: readonly Interest[]) => {
  const reader = new FeedReader(context, since, interest);
  if (since === null) await reader.until(() => reader.cursor !== null);
  return reader;
};
const write = async ({ backend, newId, now }: CheckContext, patches: readonly Patch[]) => {
  const [result] = await backend.push([{ id: newId(), command: 'conformance.try', at: toInstant(now()), patches }]);
  if (result?.status !== 'applied') throw new Error(`A write was answered with ${JSON.stringify(result)}.`);
};
const notClaimed = ({ description }: CheckContext) => (description.feed === 'live' ? undefined : 'there is no feed');

/** A12, and the port's word on `changes`. */
export const feed: readonly Check[] = [
  {
    id: 'feed/live',
    claim: 'The feed tells of what is made, changed and deleted, in order',
    notClaimed,
    async run(context, tally) {
      const reader = await begun(context, null);
      const id = context.newId();
      await write(context, [{ op: 'create', type: 'contact', id, set: { name: 'Fed' } }]);
      await write(context, [{ op: 'update', type: 'contact', id, set: { name: 'Fed again' } }]);
      await write(context, [{ op: 'delete', type: 'contact', id }]);
      const mine = () => reader.changes.filter((change) => changedId(change) === id);
      await reader.until(() => mine().some(({ op }) => op === 'delete'));
      await reader.close();
      tally.equal(
        mine().map((change) =>
          change.op === 'put' ? `${change.op} ${change.record.version}` : `${change.op} ${change.version}`,
        ),
        ['put 1', 'put 2', 'delete 3'],
        'changes',
      );
    },
  },
  {
    id: 'feed/resume',
    claim: 'A reader that comes back misses nothing',
    notClaimed,
    async run(context, tally) {
      const first = await begun(context, null);
      await first.close();
      const ids = Array.from({ length: 40 }, () => context.newId());
      await Promise.all(
        ids.map((id) => write(context, [{ op: 'create', type: 'contact', id, set: { name: 'Missed' } }])),
      );
      const seen = new Set<string>();
      let { cursor } = first;
      // Several short visits: each goes on where the last one ended.
      for (let visits = 0; seen.size < ids.length && visits < 50; visits++) {
        const reader = await begun(context, cursor);
        await reader.until(() => reader.changes.length > 0);
        for (const change of reader.changes) if (ids.includes(changedId(change))) seen.add(changedId(change));
        await reader.close();
        cursor = reader.cursor;
      }
      tally.equal(seen.size, ids.length, 'records heard of');
    },
  },
  {
    id: 'feed/cursor-of-a-query',
    claim: "What comes after a query's cursor is all that the query did not show",
    notClaimed,
    async run(context, tally) {
      const tag = `feed-${context.newId()}`;
      const where: Filter = { field: 'tags', op: 'has', value: tag };
      const { cursor, records } = await context.backend.query({ type: 'contact', where });
      tally.equal(records.length, 0, 'records to begin with');
      tally.holds(cursor !== null, () => 'a query of a backend with a feed has no cursor');
      const id = context.newId();
      await write(context, [{ op: 'create', type: 'contact', id, set: { name: 'After', tags: [tag] } }]);
      const reader = await begun(context, cursor);
      await reader.until(() => reader.changes.some((change) => changedId(change) === id));
      await reader.close();
      tally.holds(true, () => '');
    },
  },
  {
    id: 'feed/interest',
    claim: 'A reader hears of what it asked for; leaving that is not deletion',
    notClaimed,
    async run(context, tally) {
      const tag = `interest-${context.newId()}`;
      const reader = await begun(context, null, [
        { id: 'mine', type: 'contact', where: { field: 'tags', op: 'has', value: tag } },
      ]);
      const [inside, outside, last] = [context.newId(), context.newId(), context.newId()];
      await write(context, [{ op: 'create', type: 'contact', id: outside, set: { name: 'Outside' } }]);
      await write(context, [{ op: 'create', type: 'contact', id: inside, set: { name: 'Inside', tags: [tag] } }]);
      await write(context, [{ op: 'update', type: 'contact', id: inside, set: { tags: [] } }]);
      await write(context, [{ op: 'create', type: 'contact', id: last, set: { name: 'Last', tags: [tag] } }]);
      await reader.until(() => reader.changes.some((change) => changedId(change) === last));
      await reader.close();
      tally.equal(
        reader.changes.map((change) => [change.op, changedId(change)]),
        [
          ['put', inside],
          ['evict', inside],
          ['put', last],
        ],
        'changes',
      );
    },
  },
  {
    id: 'feed/reset',
    claim: 'A cursor that is too old or of another history is answered with a reset',
    notClaimed,
    async run(context, tally) {
      const reader = new FeedReader(context, 'no-such-cursor');
      await reader.until(() => reader.wasReset);
      await reader.close();
      tally.holds(reader.wasReset && reader.cursor !== 'no-such-cursor', () => 'no reset came');
    },
  },
  {
    id: 'feed/end',
    claim: 'The feed ends when it is told to',
    notClaimed,
    async run(context, tally) {
      const end = new AbortController();
      let messages = 0;
      for await (const message of context.backend.changes({
        since: null,
        signal: AbortSignal.any([end.signal, context.signal]),
      })) {
        messages++;
        tally.holds(
          message.kind === 'changes' && message.from === message.to && message.changes.length === 0,
          () => `the first message is ${JSON.stringify(message)}`,
        );
        end.abort();
      }
      tally.equal(messages, 1, 'messages');
    },
  },
];
