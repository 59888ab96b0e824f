import { comparisonOf, type Comparison, type Field } from './field.ts';
import { createdAtField, idField, versionField, externalIdField } from './envelope.ts';
import { typeOf, type Model } from './model.ts';

/** A step along a to-one reference: from a record of `type`, through the reference kept at `key`, to one of `target`. */
export interface ReferenceStep {
  readonly type: string;
  readonly key: FieldKey;
  readonly target: string;
}

/** Where a record keeps a value: at its root, or inside `custom` or `externalIds`. */
export interface FieldKey {
  readonly at: 'root' | 'custom' | 'externalIds';
  readonly name: string;
}

/** What a path such as `company.industry`, `custom.shoeSize` or `deal.company.externalIds.erp` leads to. */
export interface FieldPath {
  readonly path: string;
  /** The references that are followed, none for a field of the record itself. */
  readonly steps: readonly ReferenceStep[];
  /** The type that has the field, after all steps. */
  readonly type: string;
  readonly key: FieldKey;
  readonly field: Field;
  readonly comparison: Comparison;
}

/**
 * Resolves a dotted path from a record type; undefined where it leads nowhere. A path may follow any number of to-one references.
 * `id`, `version`, `createdAt`, `updatedAt` and `externalIds.SYSTEM` are fields of every type.
 */
export function fieldPath(model: Model, typeName: string, path: string): FieldPath | undefined {
  const steps: ReferenceStep[] = [];
  let type = typeOf(model, typeName);
  let rest = path.split('.');
  for (;;) {
    const found = ownField(model, type.name, rest);
    if (!found) return undefined;
    const { key, field, length } = found;
    rest = rest.slice(length);
    if (rest.length === 0) return { path, steps, type: type.name, key, field, comparison: comparisonOf(field.kind) };
    if (field.kind !== 'reference' || field.target === undefined) return undefined;
    steps.push({ type: type.name, key, target: field.target });
    type = typeOf(model, field.target);
  }
}

function ownField(
  model: Model,
  typeName: string,
  rest: readonly string[],
): { key: FieldKey; field: Field; length: number } | undefined {
  const [name, second] = rest;
  if (name === undefined) return undefined;
  const type = typeOf(model, typeName);
  const root = envelopeFields.get(name);
  if (root) return { key: { at: 'root', name }, field: root, length: 1 };
  if (name === 'externalIds' && second)
    return { key: { at: 'externalIds', name: second }, field: externalIdField, length: 2 };
  if (name === 'custom' && second) {
    const fields = type.custom ? type.fields : model.customFields.get(typeName);
    const field = fields && Object.hasOwn(fields, second) ? fields[second] : undefined;
    return field && { key: { at: 'custom', name: second }, field, length: 2 };
  }
  const field = !type.custom && Object.hasOwn(type.fields, name) ? type.fields[name] : undefined;
  return field && { key: { at: 'root', name }, field, length: 1 };
}

const envelopeFields: ReadonlyMap<string, Field> = new Map<string, Field>([
  ['id', idField],
  ['version', versionField],
  ['createdAt', createdAtField],
  ['updatedAt', createdAtField],
]);

/** Every field of a type as it is addressed, the envelope's and the custom ones included; `externalIds` apart, whose systems are open. */
export function fieldsOf(model: Model, typeName: string): readonly FieldPath[] {
  const type = typeOf(model, typeName);
  const custom = Object.keys((type.custom ? type.fields : model.customFields.get(typeName)) ?? {}).map(
    (name) => `custom.${name}`,
  );
  const paths = [...envelopeFields.keys(), ...(type.custom ? [] : Object.keys(type.fields)), ...custom];
  return paths.flatMap((path) => fieldPath(model, typeName, path) ?? []);
}

/** Reads what a record holds at a key; undefined where it is missing. */
export function valueAt(record: Readonly<Record<string, unknown>>, key: FieldKey): unknown {
  if (key.at === 'root') return record[key.name];
  const inner = record[key.at];
  return typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key.name)
    ? (inner as Record<string, unknown>)[key.name]
    : undefined;
}
