import type { Field, ShapeName, ShapeValue } from '@rapport/core/model';

const texts = [
  'Ana Ruiz',
  'ÁNA RUÍZ',
  'Straße 7',
  'strasse 7',
  'Zoë',
  '100%_sure',
  "O'Neill \\ Söhne",
  '東京支店',
  'مريم',
  '\u{1d54f} beyond',
  '\uff21 wide',
  ' padded ',
  'a',
];

/** Values of a field that a store may get wrong: case and marks, wildcards, code points beyond 16 bits, ends of ranges, zones' edges. None for what can't be sampled. */
export function sampleValues(field: Field): readonly unknown[] {
  switch (field.kind) {
    case 'text':
    case 'longText':
      return texts;
    case 'email':
      return ['ana@example.com', 'ANA@example.com', 'zoë@exämple.org', "o'neill@example.net"];
    case 'phone':
      return ['+49 40 555 0142', '(040) 5550142', '+47 22 00 00 00'];
    case 'url':
      return ['https://example.com/a_b?c=%20', 'mailto:ana@example.com', 'HTTP://EXAMPLE.COM/'];
    case 'key':
      return ['a', 'A', 'a0', 'ä', '0|hzzzzz:', 'z%', '\u{1d54f}', '\uffee'];
    case 'choice':
    case 'choices':
      return field.kind === 'choice'
        ? (field.choices ?? [])
        : (field.choices ?? []).map((_, index, all) => all.slice(index, index + 2));
    case 'tags':
      return [['vip'], ['VIP', 'Übergröße'], ['ubergrosse', 'zoë']];
    case 'number':
      return [0, 0.1, 0.2, 0.30000000000000004, -1.5, 1e15, 1e-7];
    case 'integer':
      return [0, 1, -1, 7, 2_147_483_648, Number.MAX_SAFE_INTEGER];
    case 'boolean':
      return [true, false];
    case 'date':
      return ['2024-02-29', '2025-12-31', '2026-01-01', '1969-12-31'];
    case 'instant':
      return [
        '2024-02-29T23:59:59.999Z',
        '2025-12-31T23:30:00.000Z',
        '2026-01-01T00:00:00.000Z',
        '1969-12-31T23:59:59.001Z',
      ];
    case 'money':
      return [
        { amount: 1_999, currency: 'EUR' },
        { amount: -5, currency: 'EUR' },
        { amount: 250_000, currency: 'JPY' },
        { amount: 2_000, currency: 'USD' },
        { amount: 9_007_199_254_740_991, currency: 'EUR' },
      ];
    case 'json':
      return field.shape ? shapeSamples[field.shape] : [];
    case 'id':
    case 'reference':
    case 'references':
      return [];
  }
}

const shapeSamples: { readonly [Name in ShapeName]: readonly ShapeValue<Name>[] } = {
  address: [{ street: 'Straße 7', country: 'DE' }, {}],
  participants: [[{ role: 'to', name: 'Ana', address: 'ana@example.com' }], []],
  attachments: [[{ name: 'Angebot ü.pdf', link: 'https://example.com/1', size: 0 }]],
  stageRequirements: [[{ kind: 'related', related: 'lineItems', atLeast: 1 }], [{ kind: 'field', field: 'amount' }]],
  snapshotDeals: [[{ deal: 'a', status: 'open', category: 'commit', amount: 100, weighted: 50 }], []],
  journeySteps: [[{ id: 'a', kind: 'wait', days: 3, inner: { null: null, list: [1, 'b'] } }]],
  claimedCustomer: [{ name: 'Østlund', domain: 'ostlund.example' }],
  filter: [{ and: [] }, { field: 'name', op: 'startsWith', value: 'Ä' }],
};
