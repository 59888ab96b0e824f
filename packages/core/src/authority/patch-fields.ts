import {
  fieldPath,
  fieldsOf,
  valueAt,
  type AnyRecord,
  type FieldKey,
  type FieldPath,
  type Model,
} from '../model/index.ts';

/** A field of the record itself, by the name a patch gives it; undefined where there is none. Paths along references lead elsewhere: not here. */
export function ownField(model: Model, type: string, name: string): FieldPath | undefined {
  const path = model.types.has(type) ? fieldPath(model, type, name) : undefined;
  return path?.steps.length === 0 ? path : undefined;
}

/** The record with another value at a key; undefined takes the value out. */
export function withValue(record: AnyRecord, key: FieldKey, value: unknown): AnyRecord {
  if (key.at === 'root') return member(record, key.name, value);
  return { ...record, [key.at]: member(record[key.at], key.name, value) };
}

function member<R extends Readonly<Record<string, unknown>>>(holder: R, name: string, value: unknown): R {
  if (value !== undefined) return { ...holder, [name]: value };
  return Object.fromEntries(Object.entries(holder).filter(([other]) => other !== name)) as R;
}

/** A reference that a record of some type may hold to another. */
export interface ReferenceField {
  readonly type: string;
  readonly path: FieldPath;
  readonly many: boolean;
  readonly onDelete: 'restrict' | 'cascade' | 'clear';
}

interface Facts {
  readonly required: ReadonlyMap<string, readonly FieldPath[]>;
  readonly references: ReadonlyMap<string, readonly ReferenceField[]>;
  readonly referrers: ReadonlyMap<string, readonly ReferenceField[]>;
}
const facts = new WeakMap<Model, Facts>();

function factsOf(model: Model): Facts {
  const known = facts.get(model);
  if (known) return known;
  const required = new Map<string, FieldPath[]>();
  const references = new Map<string, ReferenceField[]>();
  const referrers = new Map<string, ReferenceField[]>();
  for (const type of model.types.keys()) {
    const fields = fieldsOf(model, type).filter(({ field }) => !field.readOnly);
    required.set(
      type,
      fields.filter(({ field }) => field.required),
    );
    const refs = fields.flatMap((path): ReferenceField[] => {
      const { kind, target, onDelete, required: needed } = path.field;
      if (target === undefined) return [];
      // A required reference can't be let go of: it keeps its target.
      const rule = onDelete === 'cascade' ? 'cascade' : onDelete === 'restrict' || needed ? 'restrict' : 'clear';
      return [{ type, path, many: kind === 'references', onDelete: kind === 'references' ? 'clear' : rule }];
    });
    references.set(type, refs);
    for (const ref of refs) {
      const target = ref.path.field.target ?? '';
      referrers.set(target, [...(referrers.get(target) ?? []), ref]);
    }
  }
  const made = { required, references, referrers };
  facts.set(model, made);
  return made;
}

/** The fields without which a record of the type is not whole. */
export const requiredFields = (model: Model, type: string): readonly FieldPath[] =>
  factsOf(model).required.get(type) ?? [];
/** The references a record of the type may hold. */
export const referenceFields = (model: Model, type: string): readonly ReferenceField[] =>
  factsOf(model).references.get(type) ?? [];
/** The references, of any type, that may lead to a record of the type. */
export const referrersOf = (model: Model, type: string): readonly ReferenceField[] =>
  factsOf(model).referrers.get(type) ?? [];

/** The ids a record holds in a reference field: none, one or several. */
export function referredIds(record: AnyRecord, key: FieldKey): readonly string[] {
  const value = valueAt(record, key);
  return Array.isArray(value) ? (value as string[]) : typeof value === 'string' ? [value] : [];
}
