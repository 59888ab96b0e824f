import type { AnyRecord, Mutation, MutationResult, Patch } from '@rapport/core';
import { toInstant } from '@rapport/core/model';
import type { Check, CheckContext } from '../check.ts';

const mutation = ({ newId, now }: CheckContext, patches: readonly Patch[], id = newId()): Mutation => ({
  id,
  command: 'conformance.try',
  at: toInstant(now()),
  patches,
});
async function push(context: CheckContext, patches: readonly Patch[]): Promise<MutationResult> {
  const [result] = await context.backend.push([mutation(context, patches)]);
  if (!result) throw new Error('A push of one mutation was answered with no result.');
  return result;
}
const written = (result: MutationResult): AnyRecord | undefined =>
  'written' in result ? result.written.flatMap((each) => ('record' in each ? [each.record] : []))[0] : undefined;

async function aContact(context: CheckContext, set: Record<string, unknown> = {}): Promise<AnyRecord> {
  const record = written(
    await push(context, [{ op: 'create', type: 'contact', id: context.newId(), set: { name: 'Conformance', ...set } }]),
  );
  if (!record) throw new Error('A contact could not be made.');
  return record;
}
async function read(
  context: CheckContext,
  { type, id }: { readonly type: string; readonly id: string },
): Promise<AnyRecord | undefined> {
  return (await context.backend.get([{ type, name: { id } }])).records[0];
}
const refusal = (result: MutationResult) => (result.status === 'refused' ? result.refusal.code : result.status);

/** A1 to A8 and A11. */
export const writes: readonly Check[] = [
  {
    id: 'writes/idempotency',
    claim: 'A mutation that is sent again, also at the same time, takes effect once',
    notClaimed: ({ description }) =>
      description.idempotent ? undefined : 'a mutation sent twice may take effect twice',
    async run(context, tally) {
      const id = context.newId();
      const sent = mutation(context, [{ op: 'create', type: 'contact', id, set: { name: 'Once', notes: 'a' } }]);
      const statuses = (await Promise.all(Array.from({ length: 6 }, () => context.backend.push([sent]))))
        .flat()
        .map(({ status }) => status)
        .sort();
      tally.equal(
        statuses,
        ['applied', 'duplicate', 'duplicate', 'duplicate', 'duplicate', 'duplicate'],
        'six at once',
      );
      const more = mutation(context, [{ op: 'update', type: 'contact', id, append: { notes: 'b' } }]);
      await context.backend.push([more, more]);
      const [again] = await context.backend.push([more]);
      tally.equal(again?.status, 'duplicate', 'sent again later');
      const record = await read(context, { type: 'contact', id });
      tally.equal(record?.['notes'], 'a\nb', 'appended once');
      tally.equal(record?.version, 2, 'version');
      const [other] = await context.backend.push([
        { ...more, patches: [{ op: 'update', type: 'contact', id, append: { notes: 'c' } }] },
      ]);
      tally.equal(other && refusal(other), 'mutation-id-reused', 'the same id with other content');
    },
  },
  {
    id: 'writes/atomicity',
    claim: 'The patches of a mutation take effect together or not at all',
    notClaimed: ({ description }) => (description.atomic ? undefined : 'a mutation may take effect in part'),
    async run(context, tally) {
      const contact = await aContact(context);
      const id = context.newId();
      const result = await push(context, [
        { op: 'create', type: 'company', id, set: { name: 'Half' } },
        { op: 'update', type: 'contact', id: contact.id, set: { company: id } },
        { op: 'create', type: 'deal', id: context.newId(), set: { name: 'Never', company: context.newId() } },
      ]);
      tally.equal(refusal(result), 'unknown-reference', 'the mutation');
      tally.equal(await read(context, { type: 'company', id }), undefined, 'the company');
      tally.equal((await read(context, contact))?.version, 1, "the contact's version");
      const good = await push(context, [
        { op: 'create', type: 'company', id, set: { name: 'Whole' } },
        { op: 'update', type: 'contact', id: contact.id, set: { company: id } },
      ]);
      tally.equal(good.status, 'applied', 'patches that see the ones before them');
    },
  },
  {
    id: 'writes/order',
    claim: 'A push is answered in order, and a refused mutation stops none after it',
    async run(context, tally) {
      const [first, third] = [context.newId(), context.newId()];
      const create = (id: string, set: Record<string, unknown>) =>
        mutation(context, [{ op: 'create', type: 'contact', id, set }]);
      const results = await context.backend.push([
        create(first, { name: 'First' }),
        create(context.newId(), { name: 7 }),
        create(third, { name: 'Third' }),
      ]);
      tally.equal(
        results.map(({ status }) => status),
        ['applied', 'refused', 'applied'],
        'statuses',
      );
      tally.holds(Boolean(await read(context, { type: 'contact', id: third })), () => 'the third is not there');
    },
  },
  {
    id: 'writes/refusals',
    claim: 'What is wrong is refused by its field, and leaves no trace',
    async run(context, tally) {
      const contact = await aContact(context);
      const system = `c${context.newId().replaceAll('-', '')}`.slice(0, 40);
      const cases: readonly (readonly [what: string, patch: Patch, code: string, field?: string])[] = [
        [
          'an unknown field',
          { op: 'update', type: 'contact', id: contact.id, set: { shoeSize: 42 } },
          'unknown-field',
          'shoeSize',
        ],
        [
          'a required field taken away',
          { op: 'update', type: 'contact', id: contact.id, set: { name: null } },
          'required',
          'name',
        ],
        [
          'a reference to nowhere',
          { op: 'update', type: 'contact', id: contact.id, set: { company: context.newId() } },
          'unknown-reference',
          'company',
        ],
        [
          'a record that is not there',
          { op: 'update', type: 'contact', id: context.newId(), set: { name: 'x' } },
          'not-found',
        ],
        [
          'an id that is taken',
          { op: 'create', type: 'contact', id: contact.id, set: { name: 'Other' } },
          'already-exists',
        ],
      ];
      for (const [what, patch, code, field] of cases) {
        const result = await push(context, [patch]);
        tally.equal(refusal(result), code, what);
        if (field !== undefined && result.status === 'refused')
          tally.equal(result.refusal.field, field, `${what}: field`);
      }
      tally.equal((await read(context, contact))?.version, 1, 'version after refusals');
      const taken = { [`externalIds.${system}`]: 'C-1' };
      await push(context, [{ op: 'update', type: 'contact', id: contact.id, set: taken }]);
      const other = await aContact(context);
      const result = await push(context, [{ op: 'update', type: 'contact', id: other.id, set: taken }]);
      tally.equal(result.status, 'refused', "a foreign system's name that is taken");
      const named = await context.backend.get([{ type: 'contact', name: { system, externalId: 'C-1' } }]);
      tally.equal(
        named.records.map(({ id }) => id),
        [contact.id],
        'found by its foreign name',
      );
    },
  },
  {
    id: 'writes/merge',
    claim: 'Edits of different fields both survive; of the same field, none is lost unseen',
    notClaimed: ({ description }) =>
      description.concurrency === 'field' ? undefined : `changes of others are noticed by ${description.concurrency}`,
    async run(context, tally) {
      const base = await aContact(context, { jobTitle: 'Buyer', phone: '1', tags: ['a', 'b'], notes: 'n' });
      const edit = (set: Record<string, unknown>, record = base): Patch => ({
        op: 'update',
        type: record.type,
        id: record.id,
        set,
        base: {
          version: record.version,
          fields: Object.fromEntries(
            Object.keys(set)
              .filter((name) => record[name] !== undefined)
              .map((name) => [name, record[name]]),
          ),
        },
      });
      await push(context, [edit({ jobTitle: 'Head of Purchasing', tags: ['a', 'b', 'c'] })]);
      const other = await push(context, [edit({ phone: '2', tags: ['b', 'd'] })]);
      tally.holds(other.status === 'applied' || other.status === 'merged', () => `another field: ${other.status}`);
      const merged = await read(context, base);
      tally.equal([merged?.['jobTitle'], merged?.['phone']], ['Head of Purchasing', '2'], 'different fields');
      tally.equal(
        [...((merged?.['tags'] ?? []) as string[])].sort(),
        ['b', 'c', 'd'],
        'sets are united, what was taken out stays out',
      );
      const same = await push(context, [edit({ jobTitle: 'Director' })]);
      tally.equal(same.status, 'merged', 'the same field');
      if (same.status === 'merged')
        tally.equal(
          same.overwrote.map(({ field, theirs }) => [field, theirs]),
          [['jobTitle', 'Head of Purchasing']],
          'what gave way',
        );
      const deal = written(
        await push(context, [
          {
            op: 'create',
            type: 'deal',
            id: context.newId(),
            set: { name: 'Deal', amount: { amount: 1, currency: 'EUR' } },
          },
        ]),
      );
      if (!deal) throw new Error('A deal could not be made.');
      await push(context, [edit({ amount: { amount: 2, currency: 'EUR' } }, deal)]);
      const asked = await push(context, [edit({ name: 'Renamed', amount: { amount: 3, currency: 'EUR' } }, deal)]);
      tally.equal(
        asked.status === 'conflict' && asked.conflicts.map(({ field }) => field),
        ['amount'],
        'a field people are asked about',
      );
      tally.equal((await read(context, deal))?.['name'], 'Deal', 'a conflict leaves no trace');
      await push(context, [{ op: 'delete', type: 'deal', id: deal.id }]);
      const late = await push(context, [edit({ name: 'Late' }, deal)]);
      tally.equal(late.status, 'conflict', 'an edit of what was deleted');
    },
  },
  {
    id: 'writes/operations',
    claim: 'Operations on sets, texts and numbers of several writers all count',
    async run(context, tally) {
      const company = written(
        await push(context, [
          { op: 'create', type: 'company', id: context.newId(), set: { name: 'Operations', employees: 0 } },
        ]),
      );
      if (!company) throw new Error('A company could not be made.');
      const at = { op: 'update', type: 'company', id: company.id } as const;
      await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          push(context, [
            { ...at, increment: { employees: 1 }, add: { tags: [`t${index}`] }, append: { notes: `n${index}` } },
          ]),
        ),
      );
      await push(context, [{ ...at, remove: { tags: ['T3'] } }]);
      const after = await read(context, company);
      tally.equal(after?.['employees'], 12, 'increments');
      tally.equal((after?.['tags'] as string[] | undefined)?.length, 11, 'tags');
      tally.equal(String(after?.['notes']).split('\n').length, 12, 'appended lines');
    },
  },
  {
    id: 'writes/deletion',
    claim: 'Deleting takes care of what refers to the record',
    async run(context, tally) {
      const [contact, deal, role] = [await aContact(context), context.newId(), context.newId()];
      await push(context, [
        { op: 'create', type: 'deal', id: deal, set: { name: 'Deal', contact: contact.id } },
        { op: 'create', type: 'contactRole', id: role, set: { deal, contact: contact.id, role: 'buyer' } },
      ]);
      tally.equal(
        (await push(context, [{ op: 'delete', type: 'contact', id: contact.id }])).status,
        'applied',
        'the deletion',
      );
      tally.equal(
        (await read(context, { type: 'deal', id: deal }))?.['contact'],
        null,
        'an optional reference is let go of',
      );
      tally.equal(await read(context, { type: 'contactRole', id: role }), undefined, 'what belongs to it goes with it');
      tally.equal(
        refusal(await push(context, [{ op: 'create', type: 'contact', id: contact.id, set: { name: 'Back' } }])),
        'deleted',
        'its id is not used again',
      );
    },
  },
];
