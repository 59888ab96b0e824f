import type { AnyRecord, Deal } from '../model/index.ts';
import type { Patch } from '../port/index.ts';

/** Fields to write; undefined takes the field back to missing. Custom ones are named `custom.name`. */
export type DealFields = FieldsOf<Deal>;
type FieldsOf<Named extends AnyRecord> = { readonly [Name in keyof Named]?: Named[Name] | undefined } & {
  readonly [custom: `custom.${string}`]: unknown;
};

/** An update of what differs, based on what the record holds; none where nothing does. */
export function fieldsPatch<Named extends AnyRecord>(record: Named, fields: FieldsOf<Named>): readonly Patch[] {
  const differing = Object.entries(fields).filter(([name, value]) => !isSame(valueOf(record, name), value));
  if (differing.length === 0) return [];
  const set = Object.fromEntries(differing.filter(([, value]) => value !== undefined));
  const unset = differing.filter(([, value]) => value === undefined).map(([name]) => name);
  const base = Object.fromEntries(
    differing.map(([name]) => [name, valueOf(record, name)]).filter(([, value]) => value !== undefined),
  );
  return [
    {
      op: 'update',
      type: record.type,
      id: record.id,
      base: { version: record.version, fields: base },
      ...(Object.keys(set).length === 0 ? {} : { set }),
      ...(unset.length === 0 ? {} : { unset }),
    },
  ];
}

/** The deal with fields written, as it will be. */
export function withFields(deal: Deal, fields: DealFields): Deal {
  const entries = Object.entries(fields);
  const isCustom = (name: string): boolean => name.startsWith('custom.');
  return {
    ...deal,
    ...Object.fromEntries(entries.filter(([name]) => !isCustom(name))),
    custom: {
      ...deal.custom,
      ...Object.fromEntries(
        entries.filter(([name]) => isCustom(name)).map(([name, value]) => [name.slice('custom.'.length), value]),
      ),
    },
  };
}

function valueOf(record: AnyRecord, name: string): unknown {
  return name.startsWith('custom.') ? record.custom[name.slice('custom.'.length)] : record[name];
}

/** Values are plain JSON of a few entries, written with their keys in one order by whoever writes them: money, sets, text. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) =>
      isSame((a as Readonly<Record<string, unknown>>)[key], (b as Readonly<Record<string, unknown>>)[key]),
    )
  );
}
