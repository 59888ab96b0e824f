import { InvalidInputError } from '@rapport/core';
import { parseMapping, type Mapping, type ValueMapping } from './mapping.ts';

/** What the command line says in place of a mapping file. */
export interface MapOptions {
  readonly type: string;
  readonly system: string;
  /** The column of the foreign id, or a text with columns in braces. */
  readonly id: string;
  /** `field=column`, `field=column|date:FORMAT`, `field=column|money:EUR`, `field=column|decimal:,`, `field=SYSTEM:{column}` for references, `field==constant`. */
  readonly map: readonly string[];
}

/**
 * A mapping from options of a command line.
 * @throws InvalidInputError naming the option at fault.
 */
export function mappingFromOptions(
  { type, system, id, map }: MapOptions,
  base: Pick<Mapping, 'format' | 'delimiter' | 'encoding'> = {},
): Mapping {
  const fields = Object.fromEntries(map.map(fieldFrom));
  const given = Object.fromEntries(Object.entries(base).filter(([, value]) => value !== undefined));
  return parseMapping({ ...given, records: [{ type, system, externalId: id.includes('{') ? id : `{${id}}`, fields }] });
}

function fieldFrom(option: string): readonly [string, string | ValueMapping] {
  const [, field, constant, rest = ''] = /^([^=]+)=(=?)(.*)$/su.exec(option) ?? [];
  if (field === undefined || rest === '')
    throw new InvalidInputError(`--map ${option} is not of the form field=column.`, [
      { path: ['map'], code: 'malformed' },
    ]);
  if (constant) return [field, { constant: rest }];
  const [source = '', ...transforms] = rest.split('|');
  const from: ValueMapping = /^[A-Za-z][\w-]*:.*\{/u.test(source)
    ? { reference: source }
    : source.includes('{')
      ? { text: source }
      : { column: source };
  return [
    field,
    transforms.reduce((mapping, transform) => ({ ...mapping, ...transformFrom(option, transform) }), from),
  ];
}

function transformFrom(option: string, transform: string): ValueMapping {
  const [name, ...rest] = transform.split(':');
  const value = rest.join(':');
  switch (name) {
    case 'date':
      return { date: value };
    case 'zone':
      return { timeZone: value };
    case 'money':
      return { currency: value };
    case 'decimal':
      return { decimal: value === ',' ? ',' : '.' };
    case 'separator':
      return { separator: value };
    default:
      throw new InvalidInputError(
        `--map ${option}: there is no transform "${name}". There are date, zone, money, decimal and separator.`,
        [{ path: ['map'], code: 'unknown-transform' }],
      );
  }
}
