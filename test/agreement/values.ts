import fc from 'fast-check';
import { fieldSchema, fold, type Field, type Money } from '@rapport/core';

// Small pools, so that clauses do match; each value is there because stores have disagreed about its like.

const words = [
  '',
  ' ',
  '  ',
  'a',
  'A',
  'b',
  'ab',
  'a b',
  'Muller',
  'Müller',
  'MÜLLER',
  'mu\u0308ller',
  'Straße',
  'STRASSE',
  'STRAẞE',
  'é',
  'e\u0301',
  'E',
  '\u0301',
  'a\u0315\u0300',
  'a\u0300\u0315',
  'İstanbul',
  'istanbul',
  'ISTANBUL',
  'ısparta',
  'ISPARTA',
  '한국',
  '\u1112\u1161\u11ab국',
  'ㅎ',
  'ﬁ',
  'fi',
  'ﬀ',
  'Ａ',
  'ｶﾞ',
  'が',
  '①',
  '1',
  'ΟΔΟΣ',
  'οδός',
  'οδοσ',
  'ᲀ',
  'в',
  '𝒳',
  '\u{10000}',
  '\u{1f600}',
  '\ufffd',
  '\uffee',
  '\ue000',
  '\ufb01',
  'ﷺ',
  '%',
  '_',
  'a%',
  'a_',
  '\\',
  "O'Neil",
  '"',
  '\t',
  'a\nb',
  '--',
  'null',
  '0',
  '{"a":1}',
  'z',
  'Zebra',
  'zebra ',
  '\u00a0',
  '\u200d',
  '\u0130',
  'DŽ',
  'dž',
  'Dž',
] as const;

const letters = [
  'a',
  'A',
  'ä',
  'e\u0301',
  'ß',
  's',
  'İ',
  'ı',
  '𝒳',
  'ﬁ',
  '\uffee',
  ' ',
  '%',
  '_',
  '\u0301',
  '각',
  '\u11a8',
  '가',
] as const;

/** Text as a field holds it: any, but well formed. */
export const texts: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...words) },
  { weight: 2, arbitrary: fc.array(fc.constantFrom(...letters), { maxLength: 4 }).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 3 }).map((text) => text.replaceAll('\0', '')) },
);

export const numbers: fc.Arbitrary<number> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      0,
      1,
      -1,
      2,
      0.1,
      0.2,
      0.3,
      0.5,
      1.005,
      -2.5,
      100,
      1e21,
      1e-7,
      1.7976931348623157e308,
      5e-324,
      9007199254740992,
      123456789.12345678,
    ),
  },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0) },
);

export const integers: fc.Arbitrary<number> = fc.constantFrom(
  0,
  1,
  -1,
  2,
  3,
  10,
  100,
  Number.MAX_SAFE_INTEGER,
  Number.MIN_SAFE_INTEGER,
);

export const monies: fc.Arbitrary<Money> = fc.record({
  amount: fc.constantFrom(0, 1, -1, 99, 100, 101, 1_000_000, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER),
  currency: fc.constantFrom('EUR', 'EUR', 'USD', 'JPY', 'KWD'),
});

export const dates: fc.Arbitrary<string> = fc.constantFrom(
  '0001-01-01',
  '1969-12-31',
  '1970-01-01',
  '2011-12-29',
  '2011-12-30',
  '2011-12-31',
  '2018-11-03',
  '2018-11-04',
  '2024-02-28',
  '2024-02-29',
  '2024-03-01',
  '2026-03-28',
  '2026-03-29',
  '2026-03-30',
  '2026-03-31',
  '2026-10-24',
  '2026-10-25',
  '2026-10-26',
  '2026-11-30',
  '2026-12-31',
  '2027-01-01',
  '9999-12-31',
);

const day = 86_400_000;
const turns = [
  '2026-03-29T01:00:00.000Z',
  '2026-10-25T01:00:00.000Z',
  '2026-10-25T00:00:00.000Z',
  '2011-12-30T10:00:00.000Z',
  '2018-11-04T03:00:00.000Z',
  '2018-02-18T02:00:00.000Z',
  '2026-01-31T12:00:00.000Z',
  '2026-02-28T12:00:00.000Z',
  '2026-03-01T00:00:00.000Z',
  '2024-02-29T12:00:00.000Z',
  '2026-12-31T23:00:00.000Z',
  '2026-04-01T18:15:00.000Z',
].map((text) => Date.parse(text));

/** Instants at changes of the clock, ends of months and days, a moment before and after, and whole days away from them. */
export const instants: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...turns),
        fc.constantFrom(0, 1, -1, 2, -2, 7, 28, 29, 30, 31, -30, -31, 90, 364, 365),
        fc.constantFrom(0, 0, -1, 1, 3_600_000, -3_600_000, 1_800_000, day / 2),
      )
      .map(([turn, days, offset]) => new Date(turn + days * day + offset).toISOString()),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z', '1970-01-01T00:00:00.000Z'),
  },
);

export const timeZones = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
);

const emails = fc.constantFrom('a@b', 'A@B', 'ä@b.de', 'a\u0308@B.de', 'o_neil@x', '%@x', 'x@𝒳');
const urls = fc.constantFrom('https://a', 'HTTPS://A', 'http://ä/', 'mailto:a@b', 'tel:+1', 'https://a/%_');

/** Values a field can hold. `idsOf` gives the records there are of a type, which references lead to. */
export function valuesOf(field: Field, idsOf: (type: string) => readonly string[]): fc.Arbitrary<unknown> {
  const ids = idsOf(field.target ?? '');
  switch (field.kind) {
    case 'text':
    case 'longText':
    case 'phone':
    case 'key':
      return texts;
    case 'email':
      return emails;
    case 'url':
      return urls;
    case 'number':
      return numbers;
    case 'integer':
      return integers;
    case 'boolean':
      return fc.boolean();
    case 'date':
      return dates;
    case 'instant':
      return instants;
    case 'money':
      return monies;
    case 'choice':
      return fc.constantFrom(...(field.choices ?? []));
    case 'choices':
      return fc.uniqueArray(fc.constantFrom(...(field.choices ?? [])), { maxLength: 3 });
    case 'tags':
      return fc.uniqueArray(texts, { maxLength: 3, selector: fold });
    case 'id':
    case 'reference':
      return ids.length === 0 ? fc.constant(null) : fc.constantFrom(...ids);
    case 'references':
      return ids.length === 0 ? fc.constant([]) : fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 3 });
    case 'json':
      return fc.constantFrom(
        ...[{}, [], { country: 'DE' }, { country: 'DE', street: 'Straße %' }].filter(
          (value) => fieldSchema(field).safeParse(value).success,
        ),
      );
  }
}
