import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import { createMemoryStore } from '@rapport/core/memory';
import { extendModel, standardModel, uuidv7, type AnyRecord } from '@rapport/core/model';
import type { Backend } from '@rapport/core/port';
import { describe, expect, it } from 'vitest';
import {
  mappingFromOptions,
  parseMapping,
  runImport,
  type ImportReport,
  type Mapping,
  type RowFault,
} from './index.ts';

let counter = 0;
const newId = (): string => {
  counter += 1;
  return uuidv7(counter, Uint8Array.of(counter >> 16, counter >> 8, counter));
};
const extension = { fields: { contact: { shoeSize: { kind: 'integer' as const } } } };
const model = extendModel(standardModel, extension);

function aBackend(): Backend {
  return createMemoryStore({ clock: () => Date.parse('2026-03-01T12:00:00.000Z'), newId, extension }).backendFor({
    tenant: 'main',
    role: 'admin',
  });
}

async function bringIn(
  backend: Pick<Backend, 'get' | 'push'>,
  table: string,
  mapping: Mapping,
): Promise<ImportReport & { faults: RowFault[] }> {
  const faults: RowFault[] = [];
  const report = await runImport(Readable.from([table]), {
    backend,
    mapping,
    model,
    tenant: 'main',
    newId,
    now: () => 0,
    onFault: (fault) => faults.push(fault),
  });
  return { ...report, faults };
}

async function all(backend: Backend, type: string): Promise<readonly AnyRecord[]> {
  return (await backend.query({ type, limit: 1_000, orderBy: [{ field: 'createdAt', direction: 'asc' }] })).records;
}

const customers = mappingFromOptions({
  type: 'contact',
  system: 'erp',
  id: 'no',
  map: [
    'name=Name',
    'email=E-Mail',
    'birthday=born|date:DD.MM.YYYY',
    'custom.shoeSize=shoe',
    'tags=groups',
    'source==import',
    'company=erp:{company}',
  ],
});
const heading = 'no,Name,E-Mail,born,shoe,groups,company\n';

describe('an import', () => {
  it('makes a record of each row, under its foreign id', async () => {
    const backend = aBackend();
    const { imported, created } = await bringIn(
      backend,
      `${heading}7,"Åse, Dr.",ase@example.no,31.12.1980,41,a;b;a,\n`,
      customers,
    );
    expect({ imported, created }).toEqual({ imported: 1, created: 1 });
    expect(await all(backend, 'contact')).toMatchObject([
      {
        externalIds: { erp: '7' },
        name: 'Åse, Dr.',
        email: 'ase@example.no',
        birthday: '1980-12-31',
        custom: { shoeSize: 41 },
        tags: ['a', 'b'],
        source: 'import',
      },
    ]);
  });

  it('changes nothing the second time', async () => {
    const backend = aBackend();
    const table = `${heading}7,Åse,ase@example.no,31.12.1980,41,a,\n8,Bo,,,,,\n`;
    await bringIn(backend, table, customers);
    const before = await all(backend, 'contact');
    expect(await bringIn(backend, table, customers)).toMatchObject({
      imported: 2,
      created: 0,
      updated: 0,
      rejected: 0,
    });
    expect(await all(backend, 'contact')).toEqual(before);
  });

  it('updates what differs, and leaves alone what the row does not say', async () => {
    const backend = aBackend();
    await bringIn(backend, `${heading}7,Åse,ase@example.no,,41,a,\n`, customers);
    expect(await bringIn(backend, `${heading}7,Åse Bø,,,,,\n`, customers)).toMatchObject({ created: 0, updated: 1 });
    expect(await all(backend, 'contact')).toMatchObject([{ name: 'Åse Bø', email: 'ase@example.no', version: 2 }]);
  });

  it('finds a record that has the foreign id under an id of its own', async () => {
    const backend = aBackend();
    const id = newId();
    await backend.push([
      {
        id: newId(),
        command: 'contact.create',
        at: '2026-01-01T00:00:00.000Z',
        patches: [{ op: 'create', type: 'contact', id, set: { name: 'Old', 'externalIds.erp': '7' } }],
      },
    ]);
    expect(await bringIn(backend, `${heading}7,New,,,,,\n`, customers)).toMatchObject({ created: 0, updated: 1 });
    expect(await all(backend, 'contact')).toMatchObject([{ id, name: 'New' }]);
  });

  it('takes the last of several rows of one record', async () => {
    const backend = aBackend();
    await bringIn(backend, `${heading}7,First,,,,,\n7,Second,,,,,\n`, customers);
    expect(await all(backend, 'contact')).toMatchObject([{ name: 'Second' }]);
  });

  it('reports each bad row with line, column and reason, and imports the rest', async () => {
    const backend = aBackend();
    const table = [
      heading.trim(),
      '1,Good,,,,,',
      '2,Bad mail,no-at-sign,,,,',
      '3,Bad date,,31.02.1980,,,',
      '4,Bad number,,,forty,,',
      ',No id,,,,,',
      '6,"Two',
      'lines",,,,,',
      '7,,,,,,',
      '8,Too short',
      '9,No such company,,,,,C1',
      '10,Good too,,,,,',
    ].join('\n');
    const { imported, rejected, faults, rows } = await bringIn(backend, table, customers);
    expect({ rows, imported, rejected }).toEqual({ rows: 10, imported: 3, rejected: 7 });
    expect(
      faults
        .map(({ line, column, reason }) => `${line} ${column}: ${reason}`)
        .sort((a, b) => Number.parseInt(a) - Number.parseInt(b)),
    ).toEqual([
      expect.stringMatching(/^3 E-Mail: .*email/),
      expect.stringMatching(/^4 born: "31\.02\.1980" is not a date as DD\.MM\.YYYY/),
      expect.stringMatching(/^5 shoe: "forty" is not a number/),
      expect.stringMatching(/^6 no: .*no foreign id/),
      expect.stringMatching(/^9 Name: A contact needs name/),
      expect.stringMatching(/^10 undefined: The row has 2 cells; the heading has 7/),
      expect.stringMatching(/^11 company: There is no company erp:C1/),
    ]);
    expect((await all(backend, 'contact')).map(({ name }) => name).sort()).toEqual(['Good', 'Good too', 'Two\nlines']);
  });

  it('is parted where the backend refuses: only the row at fault stays out', async () => {
    const backend = aBackend();
    const push: Backend['push'] = async (mutations) => {
      const evil = mutations.some(({ patches }) =>
        patches.some((patch) => patch.op === 'create' && patch.set['name'] === 'Evil'),
      );
      return evil
        ? mutations.map(({ id }) => ({
            id,
            status: 'refused',
            refusal: { ok: false, code: 'not-permitted', field: 'name' },
          }))
        : backend.push(mutations);
    };
    const rows = Array.from({ length: 50 }, (_, index) => `${index},${index === 31 ? 'Evil' : `Name ${index}`},,,,,`);
    const { imported, faults } = await bringIn(
      { get: (refs) => backend.get(refs), push },
      heading + rows.join('\n'),
      customers,
    );
    expect(imported).toBe(49);
    expect(faults).toEqual([{ line: 33, column: 'Name', reason: 'The backend refuses it: not-permitted (name).' }]);
  });

  it('stops before the first row where the mapping does not fit the table or the model', async () => {
    const importing = (map: readonly string[]): Promise<unknown> =>
      bringIn(
        aBackend(),
        `${heading}1,A,,,,,\n`,
        mappingFromOptions({ type: 'contact', system: 'erp', id: 'no', map }),
      );
    await expect(importing(['name=Nmae'])).rejects.toThrow('The table has no column "Nmae"; it has no, Name');
    await expect(importing(['nmae=Name'])).rejects.toThrow('contact has no field "nmae"');
    await expect(importing(['version=no'])).rejects.toThrow('contact has no field "version" that can be set');
    await expect(importing(['company=company'])).rejects.toThrow(/refers to another record/);
    await expect(bringIn(aBackend(), 'a,a\n1,2\n', customers)).rejects.toThrow(/"a" twice/);
  });
});

describe('a table of several records a row', () => {
  const orders = parseMapping({
    format: 'whitespace',
    records: [
      {
        type: 'contact',
        system: 'shop',
        externalId: '{customer}',
        onlyCreate: true,
        fields: { name: { text: 'Customer {customer}' } },
      },
      {
        type: 'activity',
        system: 'shop',
        externalId: '{customer}/{day}/{#}',
        fields: {
          kind: { constant: 'purchase' },
          occurredAt: { column: 'day', date: 'YYYYMMDD', timeZone: 'Asia/Tokyo' },
          contact: { reference: 'shop:{customer}' },
          amount: { column: 'sum', currency: 'JPY', decimal: ',' },
          quantity: 'count',
        },
      },
    ],
  });
  const table =
    ' customer day count sum\n 1 19970101 2  1.200\n 1 19970101 2 1.200\n\n 2\t19970102 1 80\n 2 19970102 1 80,5\n';

  it('makes what is referred to, counts what has no number, and reads columns parted by blanks', async () => {
    const backend = aBackend();
    const report = await bringIn(backend, table, orders);
    expect(report).toMatchObject({ rows: 4, imported: 3, rejected: 1, created: 5 });
    expect(report.faults).toEqual([
      { line: 6, column: 'sum', reason: expect.stringMatching(/an amount in JPY/) as string },
    ]);
    const contacts = await all(backend, 'contact');
    expect(contacts.map(({ name }) => name).sort()).toEqual(['Customer 1', 'Customer 2']);
    const activities = await all(backend, 'activity');
    expect(activities.map(({ externalIds }) => externalIds['shop']).sort()).toEqual([
      '1/19970101/1',
      '1/19970101/2',
      '2/19970102/1',
    ]);
    expect(activities[0]).toMatchObject({
      occurredAt: '1996-12-31T15:00:00.000Z',
      amount: { amount: 1200, currency: 'JPY' },
      quantity: 2,
      contact: contacts.find(({ name }) => name === 'Customer 1')?.id,
    });
    expect(await bringIn(backend, table, orders)).toMatchObject({ imported: 3, created: 0, updated: 0 });
  });

  it('leaves alone what it only makes', async () => {
    const backend = aBackend();
    await bringIn(backend, table, orders);
    const [contact] = (await backend.get([{ type: 'contact', name: { system: 'shop', externalId: '1' } }])).records;
    await backend.push([
      {
        id: newId(),
        command: 'contact.update',
        at: '2026-01-01T00:00:00.000Z',
        patches: [{ op: 'update', type: 'contact', id: contact?.id ?? '', set: { name: 'Jane' } }],
      },
    ]);
    expect(await bringIn(backend, table, orders)).toMatchObject({ updated: 0 });
  });
});

describe('the mappings that come along', () => {
  // The data sets are no part of the project; they may lie beside its checkout.
  const data = new URL('../../../../../shared/data/', import.meta.url);
  const names = ['cdnow', 'crm-sales-accounts', 'crm-sales-products', 'crm-sales-teams', 'crm-sales-deals'] as const;
  const mappingOf = async (name: string): Promise<Mapping> =>
    parseMapping(JSON.parse(await readFile(new URL(`../../mappings/${name}.json`, import.meta.url), 'utf8')));

  it.each(names)('%s is well formed and says what it is for', async (name) => {
    expect((await mappingOf(name)).about).toMatch(/\w/);
  });

  it.skipIf(!existsSync(data))('bring the sales opportunities in, dirt put right', async () => {
    const backend = aBackend();
    const read = async (
      file: string,
      mapping: string,
      lines = Infinity,
    ): Promise<ImportReport & { faults: RowFault[] }> =>
      bringIn(
        backend,
        (await readFile(new URL(`crm-sales/${file}`, data), 'utf8')).split('\n').slice(0, lines).join('\n'),
        await mappingOf(mapping),
      );
    expect(await read('accounts.csv', 'crm-sales-accounts')).toMatchObject({ imported: 85, rejected: 0 });
    expect(await read('products.csv', 'crm-sales-products')).toMatchObject({ imported: 7, rejected: 0 });
    expect(await read('sales_teams.csv', 'crm-sales-teams')).toMatchObject({ imported: 35, rejected: 0 });
    const { faults, ...deals } = await read('sales_pipeline.csv', 'crm-sales-deals', 501);
    expect(faults).toEqual([]);
    expect(deals).toMatchObject({ imported: 500 });
    const industries = await backend.aggregate({ type: 'company', by: ['industry'], measures: { n: 'count' } });
    expect(industries.rows.map(({ key }) => key[0])).not.toContain('technolgy');
    const pro = await backend.query({
      type: 'lineItem',
      where: { field: 'product.name', op: 'eq', value: 'GTX Pro' },
      total: true,
      limit: 1,
    });
    expect(pro.total).toMatchObject({ kind: 'exact' });
    expect(pro.records).toHaveLength(1);
    expect(
      await backend.query({
        type: 'user',
        where: { field: 'manager.name', op: 'eq', value: 'Melvin Marxen' },
        total: true,
      }),
    ).toMatchObject({ total: { value: 6 } });
    expect(await read('sales_teams.csv', 'crm-sales-teams')).toMatchObject({ created: 0, updated: 0 });
  });
});
