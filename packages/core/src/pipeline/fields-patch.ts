import type { AnyRecord, Deal } from '../model/index.ts';
import type { Patch } from '../port/index.ts';

/** Fields to write; undefined takes the field back to missing. Custom ones are named `custom.name`. */
export type DealFields = { readonly [Name in keyof Deal]?: Deal[Name] | undefined } & {
  readonly [custom: `custom.${string}`]: unknown;
};

/** An update of what differs, based on what the deal holds; none where nothing does. */
export function fieldsPatch(deal: Deal, fields: DealFields): readonly Patch[] {
  const differing = Object.entries(fields).filter(([name, value]) => !isSame(valueOf(deal, name), value));
  if (differing.length === 0) return [];
  const set = Object.fromEntries(differing.filter(([, value]) => value !== undefined));
  const unset = differing.filter(([, value]) => value === undefined).map(([name]) => name);
  const base = Object.fromEntries(
    differing.map(([name]) => [name, valueOf(deal, name)]).filter(([, value]) => value !== undefined),
  );
  return [
    {
      op: 'update',
      type: 'deal',
      id: deal.id,
      base: { version: deal.version, fields: base },
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

function valueOf(deal: Deal, name: string): unknown {
  return name.startsWith('custom.') ? deal.custom[name.slice('custom.'.length)] : (deal as AnyRecord)[name];
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
