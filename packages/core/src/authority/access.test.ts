import { describe, expect, it } from 'vitest';
import { extendModel, standardModel, type AnyRecord } from '../model/index.ts';
import type { Actor, Patch } from '../port/index.ts';
import { admin, anAuthority, aRecord, create, epoch, id, remove, update } from '../testing/index.ts';
import {
  checkPolicy,
  defaultPolicy,
  describeModel,
  readableModel,
  readFilter,
  visibleRecord,
  type AccessPolicy,
} from './index.ts';

const agent: Actor = { tenant: 'acme', role: 'agent', user: id(902) };
const customer: Actor = { tenant: 'acme', role: 'customer', contact: id(1) };
const partner: Actor = { tenant: 'acme', role: 'partner', partner: id(1) };
const refusal = (code: string, field?: string) => ({
  status: 'refused',
  refusal: { code, ...(field === undefined ? {} : { field }) },
});

const contact = (n: number) => aRecord('contact', n, { name: `Contact ${n}`, notes: 'private' });
const ticket = (n: number, requester: number) =>
  aRecord('ticket', n, { subject: `T${n}`, statusCategory: 'open', requester: id(requester) });
const message = (ticketNumber: number, by: number, rest = {}): Patch =>
  create('message', 20, {
    ticket: id(ticketNumber),
    contact: id(by),
    authorContact: id(by),
    visibility: 'public',
    body: 'Hello',
    sentAt: epoch,
    ...rest,
  });
const support = [contact(1), contact(2), ticket(3, 1), ticket(4, 2)];

describe('A9 a policy', () => {
  it.each<[string, Actor, Patch, object]>([
    ['an agent may change any deal', agent, update('deal', 30, { set: { name: 'Bigger' } }), { status: 'applied' }],
    ['an agent may not manage users', agent, update('user', 31, { set: { role: 'admin' } }), refusal('not-permitted')],
    [
      'nobody without a policy creates',
      customer,
      create('task', 20, { subject: 'x', status: 'open' }),
      refusal('not-permitted'),
    ],
    [
      'a customer opens a ticket of their own',
      customer,
      create('ticket', 20, { subject: 'Help', statusCategory: 'new', requester: id(1) }),
      { status: 'applied' },
    ],
    [
      'after: a customer opens none for another',
      customer,
      create('ticket', 20, { subject: 'Help', statusCategory: 'new', requester: id(2) }),
      refusal('unknown-reference', 'requester'),
    ],
    [
      'after: a customer opens none for nobody',
      customer,
      create('ticket', 20, { subject: 'Help', statusCategory: 'new' }),
      refusal('not-permitted'),
    ],
    [
      'after: a customer does not give a ticket away',
      customer,
      update('ticket', 3, { set: { requester: null } }),
      refusal('not-permitted'),
    ],
    ['a customer answers their own ticket', customer, message(3, 1), { status: 'applied' }],
    ['a customer does not answer another’s', customer, message(4, 1), refusal('unknown-reference', 'ticket')],
    [
      'a customer writes no internal note',
      customer,
      message(3, 1, { visibility: 'internal' }),
      refusal('not-permitted'),
    ],
    [
      'a customer does not change what was said',
      customer,
      update('message', 32, { set: { body: 'Never said' } }),
      refusal('not-permitted'),
    ],
    ['a customer deletes nothing', customer, remove('ticket', 3), refusal('not-permitted')],
    ['a customer corrects their name', customer, update('contact', 1, { set: { name: 'Ada' } }), { status: 'applied' }],
    [
      'a read-only field is refused',
      customer,
      update('contact', 1, { set: { company: null } }),
      refusal('read-only', 'company'),
    ],
    [
      'a read-only field is refused, whatever the operation',
      customer,
      update('contact', 1, { add: { roles: ['partner'] } }),
      refusal('read-only', 'roles'),
    ],
    [
      'a hidden field is as if it were not there',
      customer,
      update('contact', 1, { append: { notes: 'x' } }),
      refusal('unknown-field', 'notes'),
    ],
    [
      'a partner does not approve its own claim',
      partner,
      update('dealRegistration', 33, { set: { status: 'approved' } }),
      refusal('not-permitted'),
    ],
    [
      'a partner submits its claim',
      partner,
      update('dealRegistration', 33, { set: { status: 'submitted' } }),
      { status: 'applied' },
    ],
    [
      'before: a partner does not reopen what was decided',
      partner,
      update('dealRegistration', 34, { set: { status: 'draft' } }),
      refusal('not-permitted'),
    ],
  ])('%s', async (_what, actor, patch, expected) => {
    const registration = (n: number, status: string) =>
      aRecord('dealRegistration', n, { title: 'R', partner: id(1), kind: 'new', status });
    const records = [
      ...support,
      aRecord('deal', 30, { name: 'Big' }),
      aRecord('user', 31, { name: 'U' }),
      aRecord('partner', 1, { name: 'P', status: 'active' }),
      registration(33, 'draft'),
      registration(34, 'rejected'),
      aRecord('message', 32, {
        ticket: id(3),
        contact: id(1),
        authorContact: id(1),
        visibility: 'public',
        body: 'Said',
        sentAt: epoch,
      }),
    ];
    const authority = anAuthority({ records });
    const before = authority.state();
    const result = await authority.push(actor, patch);
    expect(result).toMatchObject(expected);
    if (result.status === 'refused') expect(authority.state()).toBe(before);
  });

  it('creating and deleting are permitted by themselves, within what may be written', async () => {
    const toys = { field: 'industry', op: 'eq', value: 'Toys' } as const;
    const everything = { and: [] } as const;
    const policy: AccessPolicy = {
      ...defaultPolicy,
      agent: {
        company: { read: everything, write: toys, delete: true },
        deal: { read: everything, write: everything, create: true },
      },
    };
    const records = ['Toys', 'Steel'].map((industry, n) => aRecord('company', n + 1, { name: industry, industry }));
    const authority = anAuthority({ policy, records: [...records, aRecord('deal', 3, { name: 'D' })] });
    expect(await authority.push(agent, remove('company', 2))).toMatchObject(refusal('not-permitted'));
    expect(await authority.push(agent, remove('company', 1))).toMatchObject({ status: 'applied' });
    expect(await authority.push(agent, create('company', 4, { name: 'New', industry: 'Toys' }))).toMatchObject(
      refusal('not-permitted'),
    );
    expect(await authority.push(agent, remove('deal', 3))).toMatchObject(refusal('not-permitted'));
    expect(await authority.push(agent, create('deal', 5, { name: 'E' }))).toMatchObject({ status: 'applied' });
  });

  it('checks each patch in its turn: a forbidden state on the way does not open a door', async () => {
    // An agent may write companies of their own, and deals of companies of their own.
    const own = { field: 'owner', op: 'eq', value: { actor: 'user' } } as const;
    const policy: AccessPolicy = {
      ...defaultPolicy,
      agent: {
        company: { read: { and: [] }, write: { field: 'industry', op: 'ne', value: 'Arms' } },
        deal: { read: { and: [] }, write: { field: 'company.industry', op: 'eq', value: 'Arms' } },
        user: { read: own },
      },
    };
    const authority = anAuthority({
      policy,
      records: [
        aRecord('company', 1, { name: 'Acme', industry: 'Toys' }),
        aRecord('deal', 2, { name: 'D', company: id(1) }),
      ],
    });
    const industry = (value: string) => update('company', 1, { set: { industry: value } });
    expect(
      await authority.push(agent, industry('Arms'), update('deal', 2, { set: { name: 'Mine' } }), industry('Toys')),
    ).toMatchObject(refusal('not-permitted'));
    expect(authority.record('deal', 2)).toMatchObject({ name: 'D' });
  });

  it('may follow references and count related records, over everything there is', async () => {
    const policy: AccessPolicy = {
      ...defaultPolicy,
      customer: {
        message: {
          read: { field: 'ticket.requester', op: 'eq', value: { actor: 'contact' } },
          write: { field: 'ticket.requester.company.industry', op: 'eq', value: 'Steel' },
        },
        company: {
          read: {
            related: 'contacts',
            where: { field: 'id', op: 'eq', value: { actor: 'contact' } },
            measure: 'count',
            op: 'eq',
            value: 1,
          },
          write: { and: [] },
        },
      },
    };
    const records = [
      aRecord('company', 9, { name: 'Acme', industry: 'Steel' }),
      aRecord('contact', 1, { name: 'Ada', company: id(9) }),
      ticket(3, 1),
      aRecord('message', 5, { ticket: id(3), visibility: 'public', body: 'b', sentAt: epoch }),
    ];
    const authority = anAuthority({ policy, records });
    expect(await authority.push(customer, update('message', 5, { set: { body: 'c' } }))).toMatchObject({
      status: 'applied',
    });
    expect(await authority.push(customer, update('company', 9, { set: { industry: 'Paper' } }))).toMatchObject({
      status: 'applied',
    });
    expect(await authority.push(customer, update('message', 5, { set: { body: 'd' } }))).toMatchObject(
      refusal('not-permitted'),
    );
    expect(
      await authority.push({ ...customer, contact: id(2) }, update('company', 9, { set: { name: 'x' } })),
    ).toMatchObject(refusal('not-found'));
  });

  it('lets a mutation follow what it makes itself', async () => {
    const authority = anAuthority({ records: support });
    const result = await authority.push(
      customer,
      create('ticket', 10, { subject: 'Help', statusCategory: 'new', requester: id(1) }),
      message(10, 1),
    );
    expect(result).toMatchObject({
      status: 'applied',
      written: [{ record: { type: 'ticket' } }, { record: { type: 'message' } }],
    });
  });
});

describe('A10 errors tell nothing of what is out of sight', () => {
  /** The same question about a record out of sight and about none: the answers differ in the id alone. */
  it.each<[string, (n: number) => Patch]>([
    ['an update', (n) => update('ticket', n, { set: { subject: 'x' } })],
    [
      'an update on a stale base',
      (n) =>
        update('ticket', n, {
          base: { version: 0, fields: { statusCategory: 'new' } },
          set: { statusCategory: 'closed' },
        }),
    ],
    ['a deletion', (n) => remove('ticket', n)],
    [
      'a reference',
      (n) =>
        create('message', 20, {
          ticket: id(n),
          contact: id(1),
          authorContact: id(1),
          visibility: 'public',
          body: 'x',
          sentAt: epoch,
        }),
    ],
  ])('%s', async (_what, patch) => {
    const authority = anAuthority({ records: [...support, ticket(5, 2)] });
    await authority.push(admin, remove('ticket', 5));
    const answers = await Promise.all(
      [4, 5, 77].map(async (n) =>
        JSON.stringify(await authority.push(customer, patch(n)), (key, value: unknown) =>
          key === 'id' ? undefined : value,
        ).replaceAll(id(n), 'ID'),
      ),
    );
    expect(answers[0]).toContain('refused');
    expect(new Set(answers).size).toBe(1);
  });

  it('a taken id is the same, whoever has it or had it', async () => {
    const authority = anAuthority({ records: [...support, ticket(5, 2)] });
    await authority.push(admin, remove('ticket', 5));
    for (const n of [3, 4, 5]) {
      expect(
        await authority.push(
          customer,
          create('ticket', n, { subject: 'Mine', statusCategory: 'new', requester: id(1) }),
        ),
      ).toMatchObject(refusal('already-exists'));
    }
  });

  it('a create that repeats a record out of sight is no way to confirm a guess', async () => {
    const policy: AccessPolicy = {
      ...defaultPolicy,
      agent: { company: { read: { field: 'name', op: 'ne', value: 'Secret' }, write: { and: [] }, create: true } },
    };
    const authority = anAuthority({
      policy,
      records: [aRecord('company', 1, { name: 'Secret' }), aRecord('company', 2, { name: 'Open' })],
    });
    expect(await authority.push(agent, create('company', 1, { name: 'Secret' }))).toMatchObject(
      refusal('already-exists'),
    );
    expect(await authority.push(agent, create('company', 2, { name: 'Open' }))).toMatchObject({ status: 'applied' });
  });

  it('what holds a record back is named to who may see it alone', async () => {
    const policy: AccessPolicy = {
      ...defaultPolicy,
      agent: { pipeline: { read: { and: [] }, write: { and: [] }, delete: true } },
    };
    const records = [aRecord('pipeline', 1, { name: 'P' }), aRecord('deal', 2, { name: 'Secret', pipeline: id(1) })];
    const params = { type: 'pipeline', id: id(1) };
    expect(await anAuthority({ policy, records }).push(agent, remove('pipeline', 1))).toMatchObject({
      refusal: { code: 'still-referenced', params },
    });
    expect(JSON.stringify(await anAuthority({ policy, records }).push(agent, remove('pipeline', 1)))).not.toContain(
      'deal',
    );
    expect(JSON.stringify(await anAuthority({ policy, records }).push(admin, remove('pipeline', 1)))).toContain('deal');
  });

  it('answers carry no hidden field, and no record out of sight', async () => {
    const authority = anAuthority({
      records: [...support, aRecord('activity', 6, { kind: 'note', occurredAt: epoch, contact: id(1) })],
    });
    const { result } = await authority.apply(
      authority.aMutation(update('contact', 1, { set: { name: 'Ada' } })),
      customer,
    );
    expect(JSON.stringify(result)).not.toContain('private');
    expect(result).toMatchObject({
      written: [{ record: { name: 'Ada', hidden: expect.arrayContaining(['notes']) as string[] } }],
    });
    const conflict = await authority.push(
      customer,
      update('ticket', 3, { base: { fields: { statusCategory: 'new' } }, set: { statusCategory: 'closed' } }),
    );
    expect(conflict).toMatchObject({
      status: 'conflict',
      conflicts: [{ field: 'statusCategory', base: 'new', mine: 'closed', theirs: 'open' }],
      current: [{ record: { hidden: expect.arrayContaining(['tags']) as string[] } }],
    });
    // A deletion clears references in records the writer may not see: those are not in the answer.
    const policy: AccessPolicy = {
      ...defaultPolicy,
      agent: { contact: { read: { and: [] }, write: { and: [] }, delete: true } },
    };
    const blind = anAuthority({
      policy,
      records: [contact(1), aRecord('activity', 6, { kind: 'note', occurredAt: epoch, contact: id(1) })],
    });
    expect(await blind.push(agent, remove('contact', 1))).toMatchObject({ written: [{ deleted: { id: id(1) } }] });
    expect(blind.record('activity', 6)).toMatchObject({ contact: null });
  });
});

describe('what a role knows', () => {
  it('the default policy gives each role what is its own', () => {
    const sees = (actor: Actor, type: string) => readFilter(defaultPolicy, actor, type);
    expect(sees(admin, 'task')).toEqual({ and: [] });
    expect(sees(agent, 'user')).toEqual({ and: [] });
    expect(sees(customer, 'task')).toEqual({ or: [] });
    expect(sees(customer, 'ticket')).toEqual({ field: 'requester', op: 'eq', value: id(1) });
    // A customer's token without a contact sees nothing, rather than everything without a requester.
    expect(sees({ tenant: 'acme', role: 'customer' }, 'ticket')).toEqual({ or: [] });
    expect(sees({ tenant: 'acme', role: 'customer' }, 'constructor')).toEqual({ or: [] });
  });

  it('hidden fields and their relations are not in its model, custom ones included', () => {
    const model = extendModel(standardModel, {
      fields: { contact: { score: { kind: 'integer' }, shoe: { kind: 'integer' } } },
    });
    const policy: AccessPolicy = {
      ...defaultPolicy,
      agent: { '*': { read: { and: [] } }, contact: { read: { and: [] }, hidden: ['custom.score', 'company'] } },
    };
    const known = readableModel(model, policy, 'agent');
    expect(known.relations.get('company')?.has('contacts')).toBe(false);
    expect(Object.keys(known.customFields.get('contact') ?? {})).toEqual(['shoe']);
    expect(readableModel(model, policy, 'agent')).toBe(known);
    expect(readableModel(model, policy, 'admin')).toBe(model);
    const record: AnyRecord = aRecord('contact', 1, { name: 'Ada', company: id(2), custom: { score: 9, shoe: 44 } });
    expect(visibleRecord(record, policy, 'agent')).toEqual({
      ...aRecord('contact', 1, { name: 'Ada', custom: { shoe: 44 } }),
      hidden: ['custom.score', 'company'],
    });
    expect(visibleRecord(record, policy, 'admin')).toBe(record);
  });

  it('a policy that does not fit the model is refused at the start, with the path of each fault', () => {
    expect(() => checkPolicy(standardModel, defaultPolicy)).not.toThrow();
    const policy: AccessPolicy = {
      ...defaultPolicy,
      agent: {
        contact: { read: { field: 'shoeSize', op: 'eq', value: 1 }, hidden: ['name', 'shoe', 'version'], create: true },
        company: {
          read: { and: [] },
          write: { not: { field: 'name', op: 'has', value: 'x' } },
          readOnly: ['nonsense'],
        },
        spaceship: { read: { field: 'x', op: 'eq', value: 1 } },
      },
    };
    expect(() => checkPolicy(standardModel, policy)).toThrowError(
      expect.objectContaining({
        issues: [
          { path: ['agent', 'contact', 'read', 'field'], code: 'unknown-field' },
          { path: ['agent', 'contact', 'hidden', 1], code: 'unknown-field' },
          { path: ['agent', 'contact', 'hidden', 2], code: 'unknown-field' },
          { path: ['agent', 'contact', 'create'], code: 'required-field-closed' },
          { path: ['agent', 'company', 'write', 'not', 'op'], code: 'operator-misfit' },
          { path: ['agent', 'company', 'readOnly', 0], code: 'unknown-field' },
        ].map((issue) => expect.objectContaining(issue) as unknown),
      }),
    );
  });

  it('is described truthfully', () => {
    const types = describeModel(standardModel, defaultPolicy, 'customer');
    expect(Object.keys(types).sort()).toEqual([
      'activity',
      'consent',
      'contact',
      'document',
      'message',
      'order',
      'ticket',
    ]);
    expect(types.contact).toMatchObject({ create: false, update: true, delete: false });
    expect(types.message).toMatchObject({ create: true, update: false, delete: false });
    expect(types.order).toMatchObject({ create: false, update: false, delete: false });
    expect(types.contact?.fields.company).toMatchObject({ writable: false });
    expect(types.contact?.fields.name).toMatchObject({ writable: true, sortable: true });
    expect(types.contact?.fields).not.toHaveProperty('notes');
    expect(types.contact?.related).toHaveProperty('tickets');
    expect(types.contact?.related).not.toHaveProperty('tasks');
    expect(describeModel(standardModel, defaultPolicy, 'agent').user).toMatchObject({
      create: false,
      update: false,
      delete: false,
    });
  });
});
