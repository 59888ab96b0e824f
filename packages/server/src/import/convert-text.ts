import { parseMoney, type Field } from '@rapport/core/model';
import type { ValueMapping } from './mapping.ts';
import { parseDate, parseInstant } from './parse-date.ts';
import { parseDecimal } from './parse-decimal.ts';
import { RowError } from './row-fault.ts';

/**
 * A cell as the value of a field, by the field's kind and the mapping's transforms. The text is not empty.
 * @throws RowError saying what would fit.
 */
export function convertText(field: Field, text: string, mapping: ValueMapping, currency: string | undefined): unknown {
  if (mapping.values && Object.hasOwn(mapping.values, text)) return mapping.values[text];
  switch (field.kind) {
    case 'number':
    case 'integer':
      return Number(decimalOf(text, mapping));
    case 'money': {
      const money = currency === undefined ? undefined : parseMoney(decimalOf(text, mapping), currency);
      return (
        money ??
        unfit(text, `an amount in ${currency ?? 'a currency that the row names'}, with no more decimals than it has`)
      );
    }
    case 'boolean':
      return booleans[text.toLowerCase()] ?? unfit(text, 'true or false');
    case 'date':
      return parseDate(text, mapping.date) ?? unfit(text, `a date as ${mapping.date ?? 'YYYY-MM-DD'}`);
    case 'instant':
      return (
        parseInstant(text, mapping.date, mapping.timeZone) ?? unfit(text, `a time as ${mapping.date ?? 'ISO 8601'}`)
      );
    case 'choice':
      return field.choices?.includes(text) ? text : unfit(text, `one of ${field.choices?.join(', ')}`);
    case 'choices':
    case 'tags':
      return membersOf(text, mapping);
    default:
      return text;
  }
}

/** What a set's cell lists. */
export function membersOf(text: string, { separator = ';' }: ValueMapping): string[] {
  return [...new Set(text.split(separator).map((member) => member.trim()))].filter((member) => member !== '');
}

const booleans: Readonly<Record<string, boolean | undefined>> = {
  true: true,
  false: false,
  yes: true,
  no: false,
  y: true,
  n: false,
  1: true,
  0: false,
  ja: true,
  nein: false,
  x: true,
};

function decimalOf(text: string, { decimal = '.', exponent = 0 }: ValueMapping): string {
  return parseDecimal(text, decimal, exponent) ?? unfit(text, `a number with "${decimal}" before the fraction`);
}

function unfit(text: string, what: string): never {
  throw new RowError(`${JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)} is not ${what}.`);
}
