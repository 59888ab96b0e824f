import type { AnyRecord, BackendDescription, Field, Filter, Model, Mutation, RecordRef } from '@rapport/core';
import { extendModel, fieldsOf, refKey, standardModel, toInstant, typeOf, type FieldPath } from '@rapport/core/model';
import type { Backend, Patch } from '@rapport/core/port';
import { sampleValues } from './values.ts';

/** Records that the kit made, told from others by their ids, with what the backend made of them. */
export interface Sample {
  readonly model: Model;
  /** As the backend answered the writes, by type, in the order of making. */
  readonly records: ReadonlyMap<string, readonly AnyRecord[]>;
  /** Types that could not be sampled, and why. */
  readonly left: ReadonlyMap<string, string>;
  readonly resolve: (ref: RecordRef) => AnyRecord | undefined;
  readonly referring: (type: string, field: string, id: string) => readonly AnyRecord[];
  /** Nothing but the sample's records of a type. */
  readonly only: (type: string) => Filter;
}

export interface SampleOptions {
  readonly backend: Backend;
  readonly description: BackendDescription;
  readonly newId: () => string;
  readonly now: () => number;
  /** Records of each type. */
  readonly size?: number;
}

/** Makes a sample: every type that may be created, targets before what refers to them, every field present, null and missing by turns. */
export async function makeSample({ backend, description, newId, now, size = 14 }: SampleOptions): Promise<Sample> {
  const model = extendModel(standardModel, description.extension);
  const records = new Map<string, AnyRecord[]>();
  const left = new Map<string, string>();
  for (const type of creationOrder(model)) {
    const described = description.types[type];
    if (!described?.create) {
      left.set(type, 'it may not be created');
      continue;
    }
    const writable = fieldsOf(model, type).filter((field) => described.fields[field.path]?.writable);
    const drafts = Array.from({ length: size }, (_, index) => draft(writable, index, records));
    if (drafts.some((values) => values === undefined)) {
      left.set(type, 'a required reference has no target in the sample');
      continue;
    }
    const mutations = drafts.map((values): Mutation => ({
      id: newId(),
      command: `import.${type}`,
      at: toInstant(now()),
      patches: [{ op: 'create', type, id: newId(), set: values ?? {} } satisfies Patch],
    }));
    const results = await pushAll(backend, mutations, description.maxMutations);
    const made = results.flatMap((result) =>
      result.status === 'applied' ? result.written.flatMap((each) => ('record' in each ? [each.record] : [])) : [],
    );
    const refused = results.find((result) => result.status !== 'applied');
    if (refused) left.set(type, `creating it was answered with ${JSON.stringify(refused)}`);
    records.set(type, made);
  }
  const byRef = new Map([...records.values()].flat().map((record) => [refKey(record), record]));
  const resolve = (ref: RecordRef) => byRef.get(refKey(ref));
  const referring = (type: string, field: string, id: string) =>
    (records.get(type) ?? []).filter(
      (record) => (field.startsWith('custom.') ? record.custom[field.slice(7)] : record[field]) === id,
    );
  const only = (type: string): Filter => ({
    field: 'id',
    op: 'in',
    value: (records.get(type) ?? []).map((record) => record.id),
  });
  return { model, records, left, resolve, referring, only };
}

/** In pieces that the backend takes. */
export async function pushAll(backend: Backend, mutations: readonly Mutation[], most: number) {
  const results = [];
  for (let start = 0; start < mutations.length; start += most)
    results.push(...(await backend.push(mutations.slice(start, start + most))));
  return results;
}

/** The values of one record. Fields take turns at being given, null and missing, each at its own pace, so that they meet in many ways. */
function draft(
  fields: readonly FieldPath[],
  index: number,
  made: ReadonlyMap<string, readonly AnyRecord[]>,
): Record<string, unknown> | undefined {
  const values: Record<string, unknown> = {};
  for (const [place, { path, field }] of fields.entries()) {
    const turn = (index * 7 + place * 3 + (index >> 2)) % 8;
    const value = valueFor(field, index + place, made);
    if (path === 'externalIds') continue;
    if (field.required) {
      if (value === undefined) return undefined;
      values[path] = value;
    } else if (turn === 0) values[path] = null;
    else if (turn > 1 && value !== undefined) values[path] = value;
  }
  return values;
}

function valueFor(field: Field, turn: number, made: ReadonlyMap<string, readonly AnyRecord[]>): unknown {
  if (field.target !== undefined) {
    const targets = made.get(field.target) ?? [];
    const target = targets[(turn * 5) % Math.max(1, targets.length)]?.id;
    if (target === undefined || field.kind === 'reference') return target;
    return [target];
  }
  const samples = sampleValues(field);
  return samples[turn % Math.max(1, samples.length)];
}

/** Every type after the targets of its references, as far as references go round in no circle: first what nothing else is needed for. */
function creationOrder(model: Model): readonly string[] {
  const order: string[] = [];
  const visit = (type: string, path: readonly string[]): void => {
    if (order.includes(type) || path.includes(type)) return;
    for (const { field } of fieldsOf(model, type)) if (field.target !== undefined) visit(field.target, [...path, type]);
    order.push(type);
  };
  for (const type of model.types.keys()) visit(typeOf(model, type).name, []);
  return order;
}
