import { describe, expect, it } from 'vitest';
import type { Actor } from '../port/index.ts';
import { createModel, extendModel, fields, recordType, standardModel } from '../model/index.ts';
import { admin, anAuthority, aRecord, create, epoch, id, remove, update } from '../testing/index.ts';

const { reference, text } = fields;

const contact = (n: number, values = {}) => aRecord('contact', n, { name: `Contact ${n}`, ...values });
const refusal = (code: string, field?: string) => ({
  status: 'refused',
  refusal: { ok: false, code, ...(field === undefined ? {} : { field }) },
});

describe('a mutation', () => {
  it('A1 takes effect as a whole or not at all', async () => {
    const authority = anAuthority({ records: [contact(1)] });
    const before = authority.state();
    const result = await authority.push(
      admin,
      update('contact', 1, { set: { jobTitle: 'CEO' } }),
      create('contact', 2, { name: 'New' }),
      update('contact', 3, { set: { jobTitle: 'CTO' } }),
    );
    expect(result).toMatchObject(refusal('not-found'));
    expect(authority.state()).toBe(before);
  });

  it('A2 is known by its id: the same again is a duplicate, whoever sends it', async () => {
    const authority = anAuthority({ records: [contact(1)] });
    const mutation = authority.aMutation(update('contact', 1, { append: { notes: 'Called.' } }));
    expect((await authority.apply(mutation)).result.status).toBe('applied');
    const after = authority.state();
    const again = await authority.apply(structuredClone(mutation), { tenant: 'acme', role: 'agent', user: id(902) });
    expect(again).toEqual({
      result: { id: mutation.id, status: 'duplicate', written: [{ record: authority.record('contact', 1) }] },
      entry: null,
    });
    expect(authority.state()).toBe(after);
  });

  it('A2 answers a duplicate without what its sender may not see', async () => {
    const authority = anAuthority({ records: [contact(1)] });
    const mutation = authority.aMutation(update('contact', 1, { set: { notes: 'secret' } }));
    await authority.apply(mutation);
    const stranger = await authority.apply(mutation, { tenant: 'acme', role: 'customer', contact: id(2) });
    expect(stranger.result).toEqual({ id: mutation.id, status: 'duplicate', written: [] });
  });

  it('A2 the same id with other content is refused', async () => {
    const authority = anAuthority({ records: [contact(1)] });
    const mutation = authority.aMutation(update('contact', 1, { set: { jobTitle: 'CEO' } }));
    await authority.apply(mutation);
    const other = { ...mutation, patches: [update('contact', 1, { set: { jobTitle: 'CTO' } })] };
    expect((await authority.apply(other)).result).toMatchObject(refusal('mutation-id-reused'));
    expect(authority.record('contact', 1)).toMatchObject({ jobTitle: 'CEO' });
  });

  it('A2 the order of an object’s members is not content', async () => {
    const authority = anAuthority({ records: [contact(1)] });
    const mutation = authority.aMutation(update('contact', 1, { set: { jobTitle: 'CEO', country: 'DE' } }));
    await authority.apply(mutation);
    expect(
      (
        await authority.apply({
          ...mutation,
          patches: [update('contact', 1, { set: { country: 'DE', jobTitle: 'CEO' } })],
        })
      ).result.status,
    ).toBe('duplicate');
  });

  it('A2 one that changed nothing took effect, too: sent again later, it does nothing', async () => {
    const authority = anAuthority({ records: [contact(1, { jobTitle: 'CEO' })] });
    const mutation = authority.aMutation(update('contact', 1, { set: { jobTitle: 'CEO' } }));
    await authority.apply(mutation);
    await authority.push(admin, update('contact', 1, { set: { jobTitle: 'CTO' } }));
    expect((await authority.apply(mutation)).result.status).toBe('duplicate');
    expect(authority.record('contact', 1)).toMatchObject({ jobTitle: 'CTO' });
  });

  it('A2 one that was refused may be sent again', async () => {
    const authority = anAuthority();
    const mutation = authority.aMutation(update('contact', 1, { set: { jobTitle: 'CEO' } }));
    expect((await authority.apply(mutation)).result).toMatchObject(refusal('not-found'));
    await authority.push(admin, create('contact', 1, { name: 'Ada' }));
    expect((await authority.apply(mutation)).result.status).toBe('applied');
  });

  it('A3 its patches see the effects of the ones before them', async () => {
    const authority = anAuthority();
    const result = await authority.push(
      admin,
      create('company', 1, { name: 'Acme' }),
      create('contact', 2, { name: 'Ada', company: id(1) }),
      update('contact', 2, { set: { jobTitle: 'CEO' } }),
      update('contact', 2, { add: { tags: ['vip'] } }),
    );
    expect(result.status).toBe('applied');
    expect(authority.record('contact', 2)).toMatchObject({
      version: 1,
      company: id(1),
      jobTitle: 'CEO',
      tags: ['vip'],
    });
  });

  it('A4 creates with a new id alone, unless the record there says the same', async () => {
    const authority = anAuthority({ records: [contact(1, { country: 'DE' })] });
    expect(await authority.push(admin, create('contact', 1, { name: 'Other' }))).toMatchObject(
      refusal('already-exists'),
    );
    expect(await authority.push(admin, create('contact', 1, { name: 'Contact 1' }))).toMatchObject({
      status: 'applied',
      written: [{ record: { version: 1, country: 'DE' } }],
    });
    expect(authority.log.position).toBe(0);
  });

  it('A4 does not use the id of a deleted record again', async () => {
    const authority = anAuthority({ records: [contact(1)] });
    await authority.push(admin, remove('contact', 1));
    expect(await authority.push(admin, create('contact', 1, { name: 'Again' }))).toMatchObject(refusal('deleted'));
    expect(
      await anAuthority({ records: [contact(1)] }).push(
        admin,
        remove('contact', 1),
        create('contact', 1, { name: 'Again' }),
      ),
    ).toMatchObject(refusal('deleted'));
  });

  it('A5 an update of what was deleted is a conflict without fields; of what never was, not found', async () => {
    const authority = anAuthority({ records: [contact(1)] });
    await authority.push(admin, remove('contact', 1));
    expect(await authority.push(admin, update('contact', 1, { set: { jobTitle: 'CEO' } }))).toMatchObject({
      status: 'conflict',
      conflicts: [],
      current: [{ deleted: { type: 'contact', id: id(1), version: 2 } }],
    });
    expect(await authority.push(admin, update('contact', 2, { set: { jobTitle: 'CEO' } }))).toMatchObject(
      refusal('not-found'),
    );
  });

  it('A5 a deletion of what somebody changed meanwhile is a conflict; of what is gone, nothing', async () => {
    const authority = anAuthority({ records: [contact(1)] });
    await authority.push(admin, update('contact', 1, { set: { jobTitle: 'CEO' } }));
    const stale = { ...remove('contact', 1), base: { version: 1 } } as const;
    expect(await authority.push(admin, stale)).toMatchObject({
      status: 'conflict',
      conflicts: [],
      current: [{ record: { version: 2, jobTitle: 'CEO' } }],
    });
    expect(await authority.push(admin, remove('contact', 1))).toMatchObject({
      status: 'applied',
      written: [{ deleted: { version: 3 } }],
    });
    expect(await authority.push(admin, remove('contact', 1))).toMatchObject({ status: 'applied' });
    expect(authority.log.position).toBe(2);
  });

  it('A6 goes by the base: what is named, what is not, a version alone, or none', async () => {
    const set = { owner: id(8), jobTitle: 'CEO' };
    const push = async (base?: { version?: number; fields?: Record<string, unknown> }) => {
      const authority = anAuthority({
        records: [contact(1, { version: 5, owner: id(7), jobTitle: 'CTO' }), aRecord('user', 8, { name: 'U' })],
      });
      const result = await authority.push(admin, update('contact', 1, { set, ...(base ? { base } : {}) }));
      return result.status === 'conflict' ? result.conflicts : 'overwrote' in result ? result : result.status;
    };
    const conflict = { type: 'contact', id: id(1), field: 'owner', mine: id(8), theirs: id(7) };
    expect(await push()).toBe('applied');
    expect(await push({ version: 5 })).toBe('applied');
    expect(await push({ version: 4 })).toEqual([{ ...conflict, base: undefined }]);
    expect(await push({ fields: { jobTitle: 'CTO' } })).toEqual([{ ...conflict, base: undefined }]);
    expect(await push({ fields: { owner: id(6), jobTitle: 'CTO' } })).toEqual([{ ...conflict, base: id(6) }]);
    expect(await push({ version: 4, fields: { owner: id(7), jobTitle: 'CTO' } })).toMatchObject({
      status: 'merged',
      overwrote: [],
    });
    expect(await push({ fields: { owner: id(7), jobTitle: 'CFO' } })).toMatchObject({
      status: 'merged',
      overwrote: [{ field: 'jobTitle', base: 'CFO', mine: 'CEO', theirs: 'CTO' }],
    });
  });

  it('A7 operations count what is missing as empty', async () => {
    const authority = anAuthority({ records: [aRecord('company', 1, { name: 'Acme', notes: '' })] });
    await authority.push(
      admin,
      update('company', 1, { increment: { employees: -3 }, append: { notes: 'First.' }, add: { tags: ['Zoë'] } }),
    );
    await authority.push(
      admin,
      update('company', 1, { append: { notes: 'Second.' }, remove: { tags: ['zoe', 'none'] } }),
    );
    expect(authority.record('company', 1)).toMatchObject({ employees: -3, notes: 'First.\nSecond.', tags: [] });
  });

  it('A13 is bounded in how many records it changes', async () => {
    const records = [
      aRecord('pipeline', 1, { name: 'P' }),
      ...Array.from({ length: 10_000 }, (_, n) =>
        aRecord('stage', 10 + n, { name: 'S', pipeline: id(1), position: n, stageType: 'open' }),
      ),
    ];
    const authority = anAuthority({ records });
    expect(await authority.push(admin, remove('pipeline', 1))).toMatchObject(refusal('too-many-changes'));
    const clearing = anAuthority({
      records: [
        contact(1),
        ...Array.from({ length: 10_000 }, (_, n) =>
          aRecord('activity', 10 + n, { kind: 'note', occurredAt: epoch, contact: id(1) }),
        ),
      ],
    });
    expect(await clearing.push(admin, remove('contact', 1))).toMatchObject(refusal('too-many-changes'));
    expect(clearing.log.position).toBe(0);
  });

  it('A11 raises a version by one a mutation, and not at all where nothing changes', async () => {
    const authority = anAuthority({ records: [contact(1)] });
    await authority.push(
      admin,
      update('contact', 1, { set: { jobTitle: 'CEO' } }),
      update('contact', 1, { set: { country: 'DE' } }),
    );
    expect(authority.record('contact', 1)).toMatchObject({
      version: 2,
      createdAt: epoch,
      updatedAt: '2026-01-01T00:01:00.000Z',
    });
    await authority.push(
      admin,
      update('contact', 1, {
        set: { jobTitle: 'CEO' },
        add: { tags: [] },
        remove: { tags: ['none'] },
        append: { notes: '' },
      }),
    );
    await authority.push(
      admin,
      update('contact', 1, { set: { jobTitle: 'CTO' } }),
      update('contact', 1, { set: { jobTitle: 'CEO' } }),
    );
    expect(authority.record('contact', 1)).toMatchObject({ version: 2 });
    expect(authority.log.position).toBe(1);
  });

  it('A12 emits the records before and after, in the order of commit', async () => {
    const authority = anAuthority({ records: [contact(1)] });
    const before = authority.record('contact', 1);
    const { entry } = await authority.apply(
      authority.aMutation(update('contact', 1, { set: { country: 'DE' } }), create('contact', 2, { name: 'Ada' })),
    );
    expect(entry).toMatchObject({
      command: 'test.write',
      actor: id(901),
      changes: [
        { before, after: { country: 'DE', version: 2 } },
        { before: null, after: { name: 'Ada', version: 1 } },
      ],
    });
    expect(authority.log.after(0, 10)).toEqual([{ position: 1, changes: entry?.changes }]);
  });

  it('A13 is bounded in depth and in size before anything is read', async () => {
    const authority = anAuthority({ records: [contact(1)] });
    const deep = JSON.parse(`${'['.repeat(60)}1${']'.repeat(60)}`) as unknown;
    expect(
      await authority.push(
        admin,
        create('segment', 2, { name: 'S', segmentType: 'dynamic', of: 'contact', where: deep }),
      ),
    ).toMatchObject(refusal('too-deep'));
    const large = Array.from({ length: 50 }, (_, n) =>
      create('activity', n, { kind: 'note', occurredAt: epoch, body: 'x'.repeat(99_000) }),
    );
    expect(await authority.push(admin, ...large)).toMatchObject(refusal('too-large'));
    expect(
      await authority.push(
        admin,
        create('segment', 2, { name: 'S', segmentType: 'dynamic', of: 'contact', where: { at: Number.NaN } }),
      ),
    ).toMatchObject(refusal('invalid-number'));
  });

  it('shares nothing with the objects it was made of', async () => {
    const authority = anAuthority();
    const address = { locality: 'Bonn' };
    await authority.push(admin, create('contact', 1, { name: 'Ada', address }));
    address.locality = 'Berlin';
    expect(authority.record('contact', 1)).toMatchObject({ address: { locality: 'Bonn' } });
  });
});

describe('what a patch may say', () => {
  const shoes = extendModel(standardModel, {
    fields: { contact: { shoeSize: { kind: 'integer', required: true }, nick: { kind: 'text' } } },
  });

  it.each([
    ['M3 an unknown field', { name: 'A', shoeSize: 44 }, 'unknown-field', 'shoeSize'],
    ['M3 an unknown custom field', { name: 'A', 'custom.shoeSize': 44 }, 'unknown-field', 'custom.shoeSize'],
    ['M3 a field behind a reference', { name: 'A', 'company.name': 'B' }, 'unknown-field', 'company.name'],
    ['M3 the whole of custom', { name: 'A', custom: { x: 1 } }, 'unknown-field', 'custom'],
    ['M3 a name of Object’s', { name: 'A', constructor: 'x' }, 'unknown-field', 'constructor'],
    ['M3 an unknown member inside a field', { name: 'A', address: { planet: 'Mars' } }, 'invalid-value', 'address'],
    ['A9 a field of the envelope', { name: 'A', version: 7 }, 'read-only', 'version'],
    ['M2 a required field that is missing', { jobTitle: 'CEO' }, 'required', 'name'],
    ['M2 a required field that is null', { name: null }, 'required', 'name'],
    ['a value of another kind', { name: 'A', birthday: '2026-02-30' }, 'invalid-value', 'birthday'],
    ['a choice there is not', { name: 'A', lifecycleStage: 'alien' }, 'invalid-value', 'lifecycleStage'],
    [
      'a fault inside a field, with its path',
      { name: 'A', address: { country: 'Germany' } },
      'invalid-value',
      'address.country',
    ],
    ['M4 a foreign system of no name', { name: 'A', 'externalIds.9': 'x' }, 'invalid-value', 'externalIds.9'],
    ['M5 text that is not Unicode', { name: '\ud800' }, 'malformed-text', undefined],
  ])('refuses %s', async (_what, set, code, field) => {
    const authority = anAuthority();
    expect(await authority.push(admin, create('contact', 1, set))).toMatchObject(refusal(code, field));
    expect(authority.record('contact', 1)).toBeUndefined();
  });

  it('refuses an unknown type', async () => {
    expect(await anAuthority().push(admin, create('spaceship', 1, {}))).toMatchObject(refusal('unknown-type'));
    expect(await anAuthority().push(admin, create('constructor', 1, {}))).toMatchObject(refusal('unknown-type'));
  });

  it('M2 a required field that was added later binds new records and changes of it alone', async () => {
    const authority = anAuthority({ model: shoes, records: [contact(1)] });
    expect((await authority.push(admin, update('contact', 1, { set: { jobTitle: 'CEO' } }))).status).toBe('applied');
    expect(await authority.push(admin, update('contact', 1, { set: { 'custom.shoeSize': null } }))).toMatchObject(
      refusal('required', 'custom.shoeSize'),
    );
    expect(await authority.push(admin, update('contact', 1, { unset: ['custom.shoeSize'] }))).toMatchObject(
      refusal('required', 'custom.shoeSize'),
    );
    expect(await authority.push(admin, create('contact', 2, { name: 'Ada' }))).toMatchObject(
      refusal('required', 'custom.shoeSize'),
    );
    expect((await authority.push(admin, create('contact', 2, { name: 'Ada', 'custom.shoeSize': 38 }))).status).toBe(
      'applied',
    );
    expect(authority.record('contact', 2)).toMatchObject({ custom: { shoeSize: 38 } });
  });

  it('M1 null is not missing, and each survives', async () => {
    const authority = anAuthority({ records: [contact(1, { jobTitle: 'CEO', country: 'DE' })] });
    await authority.push(admin, update('contact', 1, { set: { jobTitle: null }, unset: ['country'] }));
    const record = authority.record('contact', 1);
    expect(record?.jobTitle).toBeNull();
    expect(record && Object.hasOwn(record, 'country')).toBe(false);
  });

  it('M7 keeps a set in its order, without repetition; of two tags that fold alike the first', async () => {
    const authority = anAuthority();
    await authority.push(
      admin,
      create('contact', 1, {
        name: 'Ada',
        tags: ['Zoë', 'vip', 'ZOE', 'VIP', 'a'],
        roles: ['vendor', 'customer', 'vendor'],
      }),
    );
    expect(authority.record('contact', 1)).toMatchObject({ tags: ['Zoë', 'vip', 'a'], roles: ['vendor', 'customer'] });
    await authority.push(admin, update('contact', 1, { add: { tags: ['Vip', 'new'] }, remove: { roles: ['vendor'] } }));
    expect(authority.record('contact', 1)).toMatchObject({ tags: ['Zoë', 'vip', 'a', 'new'], roles: ['customer'] });
  });

  it('refuses a field that is named twice, and an operation that does not fit the field', async () => {
    const authority = anAuthority({ records: [contact(1)] });
    expect(
      await authority.push(admin, update('contact', 1, { set: { tags: ['a'] }, add: { tags: ['b'] } })),
    ).toMatchObject(refusal('repeated-field', 'tags'));
    expect(await authority.push(admin, update('contact', 1, { increment: { name: 1 } }))).toMatchObject(
      refusal('unfit-operation', 'name'),
    );
    expect(await authority.push(admin, update('contact', 1, { add: { roles: ['alien'] } }))).toMatchObject(
      refusal('invalid-value', 'roles.0'),
    );
  });

  it('M6 refuses what a sum or a union makes invalid', async () => {
    const authority = anAuthority({
      records: [
        aRecord('company', 1, {
          name: 'Acme',
          employees: Number.MAX_SAFE_INTEGER,
          tags: Array.from({ length: 200 }, (_, n) => `t${n}`),
        }),
      ],
    });
    expect(await authority.push(admin, update('company', 1, { increment: { employees: 1 } }))).toMatchObject(
      refusal('invalid-value', 'employees'),
    );
    expect(await authority.push(admin, update('company', 1, { add: { tags: ['one more'] } }))).toMatchObject(
      refusal('invalid-value', 'tags'),
    );
  });

  it('M4 keeps a foreign id unique within its type and system', async () => {
    const authority = anAuthority({ records: [contact(1, { externalIds: { erp: '10042' } }), contact(2)] });
    expect(await authority.push(admin, update('contact', 2, { set: { 'externalIds.erp': '10042' } }))).toMatchObject(
      refusal('external-id-taken', 'externalIds.erp'),
    );
    expect(
      await authority.push(
        admin,
        create('contact', 3, { name: 'A', 'externalIds.erp': '7' }),
        create('contact', 4, { name: 'B', 'externalIds.erp': '7' }),
      ),
    ).toMatchObject(refusal('external-id-taken'));
    expect((await authority.push(admin, update('contact', 2, { set: { 'externalIds.shop': '10042' } }))).status).toBe(
      'applied',
    );
    expect(
      (
        await authority.push(
          admin,
          update('contact', 1, { set: { 'externalIds.erp': null } }),
          update('contact', 2, { set: { 'externalIds.erp': '10042' } }),
        )
      ).status,
    ).toBe('applied');
    expect(authority.record('contact', 1)?.externalIds).toEqual({});
    expect(authority.tables.externalOwner('contact', 'erp', '10042')).toBe(id(2));
  });
});

describe('references', () => {
  it('A8 must lead to a record of the right type that is there', async () => {
    const authority = anAuthority({ records: [contact(1), contact(3)] });
    expect(await authority.push(admin, create('contact', 2, { name: 'Ada', company: id(1) }))).toMatchObject(
      refusal('unknown-reference', 'company'),
    );
    await authority.push(admin, remove('contact', 3));
    expect(
      await authority.push(admin, create('activity', 4, { kind: 'note', occurredAt: epoch, contacts: [id(1), id(3)] })),
    ).toMatchObject(refusal('unknown-reference', 'contacts'));
    expect(
      (await authority.push(admin, create('activity', 4, { kind: 'note', occurredAt: epoch, contacts: [id(1)] })))
        .status,
    ).toBe('applied');
  });

  it('A8 may lead to the record itself, and a later change need not find what is gone', async () => {
    const authority = anAuthority({ records: [aRecord('company', 7, { name: 'Old', parent: id(8) })] });
    expect((await authority.push(admin, create('company', 1, { name: 'Acme', parent: id(1) }))).status).toBe('applied');
    expect((await authority.push(admin, update('company', 7, { set: { name: 'New', parent: id(8) } }))).status).toBe(
      'applied',
    );
  });

  it('A8 a set that leads to what has gone since may still be added to', async () => {
    const old = aRecord('activity', 2, { kind: 'note', occurredAt: epoch, contacts: [id(9)] });
    const authority = anAuthority({ records: [contact(1), old] });
    expect((await authority.push(admin, update('activity', 2, { add: { contacts: [id(1)] } }))).status).toBe('applied');
    expect(authority.record('activity', 2)).toMatchObject({ contacts: [id(9), id(1)] });
  });

  const stage = (n: number, pipeline: number) =>
    aRecord('stage', n, { name: 'S', pipeline: id(pipeline), position: 0, stageType: 'open' });
  const pipeline = (n: number) => aRecord('pipeline', n, { name: 'P' });

  it('A8 restrict: what others refer to stays', async () => {
    const authority = anAuthority({
      records: [pipeline(1), stage(2, 1), aRecord('deal', 3, { name: 'D', stage: id(2) })],
    });
    const before = authority.state();
    expect(await authority.push(admin, remove('pipeline', 1))).toMatchObject({
      ...refusal('still-referenced'),
      refusal: { params: { by: 'deal', field: 'stage' } },
    });
    expect(authority.state()).toBe(before);
  });

  it('A8 cascade: what belongs to it goes in the same mutation', async () => {
    const authority = anAuthority({ records: [pipeline(1), stage(2, 1), stage(3, 1), pipeline(4), stage(5, 4)] });
    const { result, entry } = await authority.apply(authority.aMutation(remove('pipeline', 1)));
    expect(result).toMatchObject({
      status: 'applied',
      written: [1, 2, 3].map((n) => ({ deleted: { id: id(n), version: 2 } })),
    });
    expect(entry?.changes).toHaveLength(3);
    expect([2, 3, 5].map((n) => authority.has({ type: 'stage', id: id(n) }))).toEqual([false, false, true]);
  });

  it('A8 cascade: in the order of ids, whatever order the storage has', async () => {
    const authority = anAuthority({ records: [pipeline(1), stage(3, 1), stage(2, 1), stage(4, 1)] });
    await authority.push(admin, update('stage', 2, { set: { name: 'Newest in the index' } }));
    const { entry } = await authority.apply(authority.aMutation(remove('pipeline', 1)));
    expect(entry?.changes.map(({ before }) => before?.id)).toEqual([1, 2, 3, 4].map(id));
  });

  it('A8 clear: others let go of it, from sets as well', async () => {
    const authority = anAuthority({
      records: [
        contact(1),
        aRecord('ticket', 2, { subject: 'T', statusCategory: 'new', requester: id(1) }),
        aRecord('activity', 3, { kind: 'note', occurredAt: epoch, contact: id(1), contacts: [id(1), id(9)] }),
      ],
    });
    expect((await authority.push(admin, remove('contact', 1))).status).toBe('applied');
    expect(authority.record('ticket', 2)).toMatchObject({ requester: null, version: 2 });
    expect(authority.record('activity', 3)).toMatchObject({ contact: null, contacts: [id(9)], version: 2 });
  });

  it('A8 a required reference can’t be let go of: it restricts', async () => {
    const authority = anAuthority({
      records: [
        pipeline(1),
        stage(2, 1),
        aRecord('deal', 3, { name: 'D' }),
        aRecord('stageChange', 4, { deal: id(3), to: id(2), changedAt: epoch }),
      ],
    });
    expect(await authority.push(admin, remove('stage', 2))).toMatchObject(refusal('still-referenced'));
  });

  it('A8 circles end, and what goes along holds nothing back', async () => {
    const model = createModel([
      recordType('node', {
        title: 'name',
        fields: {
          name: text(),
          other: reference('node', { onDelete: 'restrict' }),
          next: reference('node', { inverse: 'previous', onDelete: 'cascade' }),
        },
      }),
    ]);
    const records = [
      aRecord('node', 1, { next: id(2) }),
      aRecord('node', 2, { next: id(3), other: id(3) }),
      aRecord('node', 3, { next: id(1) }),
    ];
    const authority = anAuthority({ model, records });
    expect((await authority.push(admin, remove('node', 3))).status).toBe('applied');
    expect(authority.tables.size).toBe(0);
  });
});

describe('filters that are kept in records', () => {
  const segment = (rest: Readonly<Record<string, unknown>>) =>
    create('segment', 1, { name: 'Big', segmentType: 'dynamic', of: 'company', ...rest });
  const big = { field: 'employees', op: 'gt', value: 100 };

  it('A14 are checked against the model before they are kept', async () => {
    const authority = anAuthority();
    expect(await authority.push(admin, segment({ of: 'contact', where: big }))).toMatchObject({
      ...refusal('invalid-filter', 'where'),
      refusal: { params: { path: ['field'], reason: 'unknown-field' } },
    });
    expect(await authority.push(admin, segment({ where: { sql: '1=1' } }))).toMatchObject(
      refusal('invalid-filter', 'where'),
    );
    expect((await authority.push(admin, segment({ where: big }))).status).toBe('applied');
    expect(await authority.push(admin, update('segment', 1, { set: { of: 'contact' } }))).toMatchObject(
      refusal('invalid-filter', 'where'),
    );
    expect(
      await authority.push(admin, create('journey', 2, { name: 'J', status: 'draft', trigger: big })),
    ).toMatchObject(refusal('invalid-filter', 'trigger'));
  });
});

describe('A15 when a record came into being', () => {
  const agent: Actor = { tenant: 'acme', role: 'agent', user: id(902) };
  const born = (createdAt: unknown) => create('contact', 7, { name: 'Old friend', createdAt });

  it('is an admin’s to say of a new one', async () => {
    const authority = anAuthority();
    expect(await authority.push(admin, born('2019-05-01T00:00:00.000Z'))).toMatchObject({ status: 'applied' });
    expect(authority.record('contact', 7)).toMatchObject({ createdAt: '2019-05-01T00:00:00.000Z', version: 1 });
  });

  it.each([
    ['an agent', agent, '2019-05-01T00:00:00.000Z', 'read-only'],
    ['the future', admin, '2099-01-01T00:00:00.000Z', 'invalid-value'],
    ['no instant', admin, '2019-05-01', 'invalid-value'],
  ])('is refused for %s', async (_, actor, createdAt, code) => {
    expect(await anAuthority().push(actor, born(createdAt))).toMatchObject(refusal(code, 'createdAt'));
  });

  it('is not changed afterwards', async () => {
    const authority = anAuthority();
    await authority.push(admin, born('2019-05-01T00:00:00.000Z'));
    expect(await authority.push(admin, update('contact', 7, { set: { createdAt: epoch } }))).toMatchObject(
      refusal('read-only', 'createdAt'),
    );
  });
});
