import { refuse, type Refusal } from '../failure/index.ts';
import { externalIdsSchema, fieldSchema, isInstant, type FieldPath, type Instant, type Model } from '../model/index.ts';
import type { Patch } from '../port/index.ts';
import { isSet } from './merge-field.ts';
import { ownField, requiredFields } from './patch-fields.ts';

export interface PatchRules {
  /** The model as the writer knows it: what is hidden from it is not there. */
  readonly model: Model;
  /** The whole model: a required field is required of everybody. */
  readonly whole: Model;
  /** Fields that the writer sees and can't set, beside those that nobody can. */
  readonly readOnly: ReadonlySet<string>;
  /** Up to when a new record may be said to have come into being; undefined where the writer has no say in it. */
  readonly createdUntil: Instant | undefined;
}

/** What is wrong with a patch by itself, whatever is stored; undefined where nothing is (rules M2 to M6). */
export function checkPatch(patch: Patch, rules: PatchRules): Refusal | undefined {
  if (!rules.model.types.has(patch.type)) return refuse('unknown-type', undefined, { type: patch.type });
  if (patch.op === 'delete') return undefined;
  if (patch.op === 'create') return checkCreation(patch, rules) ?? checkRequired(patch.type, patch.set, rules.whole);
  return checkNames(patch) ?? checkValues(patch.type, patch.set ?? {}, rules) ?? checkOperations(patch, rules);
}

/** As an update's values, and when it came into being in the system it comes from (A15). */
function checkCreation(
  { type, set: { createdAt, ...set } }: Extract<Patch, { op: 'create' }>,
  rules: PatchRules,
): Refusal | undefined {
  const fault = checkValues(type, set, rules);
  if (fault || createdAt === undefined) return fault;
  if (rules.createdUntil === undefined) return refuse('read-only', 'createdAt');
  const fits = typeof createdAt === 'string' && isInstant(createdAt) && createdAt <= rules.createdUntil;
  return fits ? undefined : refuse('invalid-value', 'createdAt', { kind: 'instant', latest: rules.createdUntil });
}

function checkRequired(type: string, set: Readonly<Record<string, unknown>>, model: Model): Refusal | undefined {
  const missing = requiredFields(model, type).find(({ path }) => set[path] === undefined || set[path] === null);
  return missing && refuse('required', missing.path);
}

/** A field that is named twice has no one outcome; putting into and taking out of the same set has. */
function checkNames(patch: Extract<Patch, { op: 'update' }>): Refusal | undefined {
  const seen = new Set<string>();
  const changed = new Set([...Object.keys(patch.add ?? {}), ...Object.keys(patch.remove ?? {})]);
  for (const name of [
    ...Object.keys(patch.set ?? {}),
    ...(patch.unset ?? []),
    ...changed,
    ...Object.keys(patch.append ?? {}),
    ...Object.keys(patch.increment ?? {}),
  ]) {
    if (seen.has(name)) return refuse('repeated-field', name);
    seen.add(name);
  }
  return undefined;
}

function checkValues(type: string, set: Readonly<Record<string, unknown>>, rules: PatchRules): Refusal | undefined {
  for (const [name, value] of Object.entries(set)) {
    const path = ownField(rules.model, type, name);
    const fault = checkField(path, name, rules) ?? (path && checkValue(path, value));
    if (fault) return fault;
  }
  return undefined;
}

function checkOperations(patch: Extract<Patch, { op: 'update' }>, rules: PatchRules): Refusal | undefined {
  for (const name of patch.unset ?? []) {
    const path = ownField(rules.model, patch.type, name);
    const fault = checkField(path, name, rules) ?? (path?.field.required ? refuse('required', name) : undefined);
    if (fault) return fault;
  }
  const operations = [
    ['add', patch.add, isSetPath],
    ['remove', patch.remove, isSetPath],
    ['append', patch.append, isText],
    ['increment', patch.increment, isNumber],
  ] as const;
  for (const [operation, values, fits] of operations) {
    for (const [name, value] of Object.entries(values ?? {})) {
      const path = ownField(rules.model, patch.type, name);
      const fault =
        checkField(path, name, rules) ??
        (path && !fits(path) ? refuse('unfit-operation', name, { operation, kind: path.field.kind }) : undefined);
      if (fault) return fault;
      // What is taken out need not be a choice any longer; what is put in must be valid.
      const wrong = path && operation !== 'remove' ? checkValue(path, value) : undefined;
      if (wrong) return wrong;
    }
  }
  return undefined;
}

const isSetPath = (path: FieldPath): boolean => isSet(path.field);
const isText = (path: FieldPath): boolean => path.field.kind === 'longText' || path.field.kind === 'text';
const isNumber = (path: FieldPath): boolean => path.field.kind === 'number' || path.field.kind === 'integer';

function checkField(path: FieldPath | undefined, name: string, rules: PatchRules): Refusal | undefined {
  if (!path) return refuse('unknown-field', name);
  return path.field.readOnly || rules.readOnly.has(name) ? refuse('read-only', name) : undefined;
}

/** Whether a field may hold a value; undefined where it may. The refusal's field leads to the fault inside the value: `address.country`. */
export function checkValue(path: FieldPath, value: unknown): Refusal | undefined {
  const { field, key } = path;
  if (value === null || value === undefined) return field.required ? refuse('required', path.path) : undefined;
  const parsed =
    key.at === 'externalIds' ? externalIdsSchema.safeParse({ [key.name]: value }) : fieldSchema(field).safeParse(value);
  if (parsed.success) return undefined;
  const [issue] = parsed.error.issues;
  const inside = (issue?.path ?? []).slice(key.at === 'externalIds' ? 1 : 0).map(String);
  return refuse('invalid-value', [path.path, ...inside].join('.'), {
    kind: field.kind,
    reason: issue?.code ?? 'invalid',
    ...(issue ? facts(issue) : {}),
    ...(field.choices ? { choices: field.choices } : {}),
  });
}

/** What the words for a fault need; never the value itself. */
function facts(issue: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(issue).filter(([name]) => ['expected', 'minimum', 'maximum', 'format', 'keys'].includes(name)),
  );
}
