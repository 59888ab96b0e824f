import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  createModel,
  extendModel,
  fieldPath,
  fieldsOf,
  recordJsonSchema,
  recordSchema,
  recordType,
  standardModel,
  standardTypes,
  typeOf,
  valueAt,
  type Activity,
  type AnyRecord,
  type Contact,
  type Participant,
} from './index.ts';
import { reference, text } from './field.ts';

const id = '01933e2a-0000-7000-8000-000000000001';
const envelope = {
  id,
  version: 1,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  externalIds: {},
  custom: {},
};
const aContact = (more: Record<string, unknown> = {}) => ({ ...envelope, type: 'contact', name: 'Ana Ruiz', ...more });
const faults = (type: string, value: unknown) =>
  recordSchema(standardModel, type)
    .safeParse(value)
    .error?.issues.map((issue) => issue.path.join('.') || issue.code) ?? [];

describe('records', () => {
  it('M1 tell null from missing', () => {
    const schema = recordSchema(standardModel, 'contact');
    expect(schema.parse(aContact({ email: null }))).toHaveProperty('email', null);
    expect(schema.parse(aContact())).not.toHaveProperty('email');
  });

  it('M2 have their required fields', () => {
    expect(faults('contact', aContact({ name: null }))).toEqual(['name']);
    expect(faults('activity', { ...envelope, type: 'activity', kind: 'call' })).toEqual(['occurredAt']);
  });

  it('M3 have no field that is not declared', () => {
    expect(faults('contact', aContact({ shoeSize: 42 }))).toEqual(['unrecognized_keys']);
    expect(faults('contact', aContact({ custom: { shoeSize: 42 } }))).toEqual(['custom']);
  });

  it.each([
    ['a link that runs code', { website: 'javascript:alert(1)' }, 'website'],
    ['text with a lone surrogate', { name: 'A\ud800' }, 'name'],
    ['text with U+0000', { name: 'A\0' }, 'name'],
    ['a reference that is no id', { company: 'erp:1' }, 'company'],
    ['a role there is not', { roles: ['friend'] }, 'roles.0'],
  ])('M4-M6 refuse %s, with the path', (_, values, path) => {
    expect(faults('contact', aContact(values))).toEqual([path]);
  });

  it('M6 refuse amounts that are no safe integers', () => {
    const deal = { ...envelope, type: 'deal', name: 'Framework' };
    expect(faults('deal', { ...deal, amount: { amount: 0.5, currency: 'EUR' } })).toEqual(['amount.amount']);
    expect(faults('deal', { ...deal, amount: { amount: 2 ** 53, currency: 'EUR' } })).toEqual(['amount.amount']);
    expect(faults('deal', { ...deal, probability: -0 })).toEqual(['probability']);
  });

  it('have a title among their fields', () => {
    for (const type of Object.values(standardTypes)) expect(type.fields, type.name).toHaveProperty(type.title);
  });

  it('come out as JSON Schema, closed to unknown fields', () => {
    const schema = recordJsonSchema(standardModel, 'deal');
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
    expect(schema['required']).toContain('name');
    for (const type of standardModel.types.keys()) expect(() => recordJsonSchema(standardModel, type)).not.toThrow();
  });
});

describe('paths', () => {
  it('follow to-one references', () => {
    const path = fieldPath(standardModel, 'activity', 'deal.company.industry');
    expect(path?.steps.map((step) => [step.type, step.key.name, step.target])).toEqual([
      ['activity', 'deal', 'deal'],
      ['deal', 'company', 'company'],
    ]);
    expect(path?.field.kind).toBe('text');
  });

  it('reach foreign ids and the envelope', () => {
    expect(fieldPath(standardModel, 'activity', 'contact.externalIds.erp')?.key).toEqual({
      at: 'externalIds',
      name: 'erp',
    });
    expect(fieldPath(standardModel, 'contact', 'createdAt')?.comparison).toBe('instant');
  });

  it.each([
    'nothing',
    'name.length',
    'company.',
    'custom.shoeSize',
    'constructor',
    'activities.kind',
    'custom.constructor',
  ])('lead nowhere: %s', (path) => {
    expect(fieldPath(standardModel, 'contact', path)).toBeUndefined();
  });

  it('read own values only', () => {
    const record = aContact({ externalIds: { erp: '10042' } }) as AnyRecord;
    expect(valueAt(record, { at: 'externalIds', name: 'erp' })).toBe('10042');
    expect(valueAt(record, { at: 'custom', name: 'constructor' })).toBeUndefined();
  });
});

describe('a model', () => {
  it('names every way back once', () => {
    expect(standardModel.relations.get('contact')?.get('activities')).toEqual({ type: 'activity', field: 'contact' });
    const twice = recordType('visit', {
      title: 'place',
      fields: { place: text(), who: reference('contact', { inverse: 'activities' }) },
    });
    expect(() => createModel([...standardModel.types.values(), twice])).toThrowError(/claimed by two/);
  });

  it('refuses a reference to nowhere', () => {
    expect(() =>
      createModel([recordType('visit', { title: 'who', fields: { who: reference('ghost') } })]),
    ).toThrowError(/ghost/);
  });

  it('says which types there are when asked for another', () => {
    expect(() => typeOf(standardModel, 'person')).toThrowError(expect.objectContaining({ code: 'invalid-input' }));
  });
});

describe('an extension', () => {
  const extended = extendModel(standardModel, {
    fields: { contact: { shoeSize: { kind: 'integer' }, sizes: { kind: 'choices', choices: ['S', 'M'] } } },
    types: {
      vehicle: {
        title: 'plate',
        fields: {
          plate: { kind: 'key', required: true },
          driver: { kind: 'reference', target: 'contact', inverse: 'vehicles' },
        },
      },
    },
  });

  it('adds fields to declared types', () => {
    expect(fieldPath(extended, 'contact', 'custom.shoeSize')?.field.kind).toBe('integer');
    expect(recordSchema(extended, 'contact').safeParse(aContact({ custom: { shoeSize: 42 } })).success).toBe(true);
    expect(recordSchema(extended, 'contact').safeParse(aContact({ custom: { shoeSize: 'big' } })).success).toBe(false);
    expect(fieldsOf(extended, 'contact').map((field) => field.path)).toContain('custom.sizes');
  });

  it('adds whole types, with their ways back', () => {
    expect(fieldPath(extended, 'vehicle', 'custom.driver.name')?.steps).toHaveLength(1);
    expect(extended.relations.get('contact')?.get('vehicles')).toEqual({ type: 'vehicle', field: 'custom.driver' });
  });

  it('leaves the model it extends as it was', () => {
    expect(fieldPath(standardModel, 'contact', 'custom.shoeSize')).toBeUndefined();
  });

  it.each([
    ['a name of the envelope', { fields: { contact: { version: { kind: 'text' } } } }],
    ['a kind there is not', { fields: { contact: { size: { kind: 'colour' } } } }],
    ['a choice without choices', { fields: { contact: { size: { kind: 'choice' } } } }],
    ['a field of a type there is not', { fields: { person: { size: { kind: 'text' } } } }],
    ['a type declared already', { types: { contact: { title: 'a', fields: { a: { kind: 'text' } } } } }],
    ['a title that is no field', { types: { vehicle: { title: 'plate', fields: { a: { kind: 'text' } } } } }],
    ['a reference to nowhere', { fields: { contact: { ghost: { kind: 'reference', target: 'ghost' } } } }],
  ])('is refused for %s', (_, extension) => {
    expect(() => extendModel(standardModel, extension)).toThrowError(
      expect.objectContaining({ name: 'InvalidInputError' }),
    );
  });
});

it('a record is read only, all the way down, by its types', () => {
  expectTypeOf<NonNullable<Contact['tags']>>().toEqualTypeOf<readonly string[]>();
  expectTypeOf<NonNullable<Activity['participants']>>().toEqualTypeOf<readonly Readonly<Participant>[]>();
});
