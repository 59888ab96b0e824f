import sql, { raw, type Sql } from 'sql-template-tag';
import { comparisonOf, type FieldPath, type Model } from '@rapport/core/model';
import { literal } from './statement.ts';
import { snakeCase, tableOf } from './table.ts';

/** SQL over one alias for what a field holds; null where the value is missing (an empty set apart). */
export interface Place {
  /** As it is kept. */
  readonly value: Sql;
  /** As it is compared: folded, where text is. */
  readonly compared: Sql;
  /** Money: its currency. */
  readonly currency: Sql;
}

const nothing = sql`null`;

/** Where a field of the record itself is, the steps of its path behind it. */
export function placeOf(
  model: Model,
  alias: string,
  { type, key, field }: Pick<FieldPath, 'type' | 'key' | 'field'>,
): Place {
  if (key.at === 'externalIds') {
    const value = sql`(${raw(alias)}.external_ids->>${key.name}::text) collate "C"`;
    return { value, compared: value, currency: nothing };
  }
  if (key.at === 'custom') return customPlace(alias, key.name, field.kind);
  const column = tableOf(model, type).fieldNamed.get(key.name);
  const value = raw(`${alias}."${column?.name ?? snakeCase(key.name)}"`);
  return {
    value,
    compared: column?.folded === undefined ? value : raw(`${alias}."${column.folded}"`),
    currency: column?.currency === undefined ? nothing : raw(`${alias}."${column.currency}"`),
  };
}

function customPlace(alias: string, name: string, kind: FieldPath['field']['kind']): Place {
  const member = literal(name);
  const as = (cast: string): Place => {
    const value = raw(`(${alias}.custom->>${member})${cast}`);
    return { value, compared: value, currency: nothing };
  };
  switch (comparisonOf(kind)) {
    case 'folded':
      return {
        value: raw(`${alias}.custom->>${member}`),
        compared: raw(`(${alias}.custom_folded->>${member}) collate "C"`),
        currency: nothing,
      };
    case 'exact':
      return as(kind === 'reference' ? '::uuid' : ' collate "C"');
    case 'number':
      return as('::numeric');
    case 'boolean':
      return as('::boolean');
    case 'date':
      return as('::date');
    case 'instant':
      return as('::timestamptz');
    case 'money': {
      const amount = raw(`(${alias}.custom->${member}->>'amount')::bigint`);
      return {
        value: amount,
        compared: amount,
        currency: raw(`(${alias}.custom->${member}->>'currency') collate "C"`),
      };
    }
    case 'foldedSet':
      return { ...setAt(`${alias}.custom->${member}`), compared: raw(`(${alias}.custom_folded->${member})`) };
    case 'exactSet':
    case 'opaque':
      return setAt(`${alias}.custom->${member}`);
  }
}

function setAt(member: string): Place {
  // jsonb has a null of its own.
  const value = raw(`nullif(${member}, 'null')`);
  return { value, compared: value, currency: nothing };
}
