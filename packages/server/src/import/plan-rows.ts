import { isDeepStrictEqual } from 'node:util';
import { fieldPath, refKey, valueAt, type AnyRecord, type Model, type RecordId } from '@rapport/core/model';
import type { Backend, Patch } from '@rapport/core/port';
import type { LRUCache } from 'lru-cache';
import type { Draft, ForeignName } from './draft-record.ts';
import type { RowFault } from './row-fault.ts';
import { upsertId } from './upsert-id.ts';

/** The rows' records, as a batch. */
export interface DraftedRow {
  readonly line: number;
  readonly drafts: readonly Draft[];
}

export type ImportBackend = Pick<Backend, 'get' | 'push'>;

export interface WriteOptions {
  readonly backend: ImportBackend;
  readonly model: Model;
  readonly tenant: string;
  readonly newId: () => RecordId;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Ids by foreign name, of records that are known to be there. */
export type KnownIds = LRUCache<string, RecordId>;

/** What a batch of rows comes to. */
export interface Plan {
  readonly patches: readonly Patch[];
  /** The ids that are known once the patches have taken effect. */
  readonly made: ReadonlyMap<string, RecordId>;
  readonly faults: readonly RowFault[];
}

/** A record as the batch has it so far. */
interface Held {
  readonly id: RecordId;
  readonly record: AnyRecord;
}

/** The patches that bring the backend to what the rows say, and the rows that can't be brought in. */
export async function planRows(rows: readonly DraftedRow[], options: WriteOptions, ids: KnownIds): Promise<Plan> {
  const { model, tenant } = options;
  const held = await lookUp(namesToRead(rows, ids), options);
  const patches: Patch[] = [];
  const made = new Map<string, RecordId>();
  const faults: RowFault[] = [];
  const idOf = (name: ForeignName): RecordId | undefined => {
    const key = keyOf(name);
    const id = held.get(key)?.id ?? ids.get(key);
    if (id !== undefined) made.set(key, id);
    return id;
  };
  for (const { line, drafts } of rows) {
    // A row is in as a whole or not at all: what it would change is kept apart until all of it is known to be sound.
    const own = new Map<string, Held>();
    const ownPatches: Patch[] = [];
    let fault: RowFault | undefined;
    for (const draft of drafts) {
      const key = keyOf(draft.name);
      if (draft.onlyCreate && (own.has(key) || idOf(draft.name) !== undefined)) continue;
      const values = resolve(draft, (name) => own.get(keyOf(name))?.id ?? idOf(name));
      if ('column' in values) {
        fault = { line, ...values };
        break;
      }
      const current = own.get(key) ?? held.get(key);
      const id = current?.id ?? upsertId(tenant, draft.name);
      const missing = current ? undefined : missingField(model, draft.name.type, values);
      if (missing) {
        fault = {
          line,
          column: draft.columns.get(missing),
          reason: `A ${draft.name.type} needs ${missing}, and the row has nothing for it.`,
        };
        break;
      }
      const patch = current ? updatePatch(model, draft, current, values) : createPatch(draft.name, id, values);
      if (patch) ownPatches.push(patch);
      own.set(key, { id, record: patched(model, current?.record ?? emptyRecord(draft.name, id), values) });
    }
    if (fault) {
      faults.push(fault);
      continue;
    }
    patches.push(...ownPatches);
    for (const [key, record] of own) {
      held.set(key, record);
      made.set(key, record.id);
    }
  }
  return { patches, made, faults };
}

/** Records are read where they may have to be changed; of those that are only referred to, the id is enough, and may be known. */
function namesToRead(rows: readonly DraftedRow[], ids: KnownIds): ForeignName[] {
  const names = new Map<string, ForeignName>();
  for (const { drafts } of rows) {
    for (const draft of drafts) {
      if (!draft.onlyCreate || !ids.has(keyOf(draft.name))) names.set(keyOf(draft.name), draft.name);
      for (const name of draft.values.flatMap(({ references = [] }) => references))
        if (!ids.has(keyOf(name))) names.set(keyOf(name), name);
    }
  }
  return [...names.values()];
}

const maxRefs = 1_000;

async function lookUp(names: readonly ForeignName[], { backend }: WriteOptions): Promise<Map<string, Held>> {
  const found = new Map<string, Held>();
  for (let start = 0; start < names.length; start += maxRefs) {
    const part = names.slice(start, start + maxRefs);
    const { records } = await backend.get(
      part.map(({ type, system, externalId }) => ({ type, name: { system, externalId } })),
    );
    for (const record of records) {
      for (const [system, externalId] of Object.entries(record.externalIds))
        found.set(keyOf({ type: record.type, system, externalId }), { id: record.id, record });
    }
  }
  return found;
}

type Values = ReadonlyMap<string, { readonly value: unknown; readonly add: boolean }>;

/** The draft's values with ids for its references, or why there is none for one. */
function resolve(draft: Draft, idOf: (name: ForeignName) => RecordId | undefined): Values | Omit<RowFault, 'line'> {
  const values = new Map<string, { value: unknown; add: boolean }>();
  for (const { path, column, add, value, references, several } of draft.values) {
    if (!references) {
      values.set(path, { value, add });
      continue;
    }
    const found = references.map(idOf);
    const missing = references[found.indexOf(undefined)];
    if (missing)
      return {
        column,
        reason: `There is no ${missing.type} ${missing.system}:${missing.externalId} to refer to. Import it first, or let the mapping make it.`,
      };
    values.set(path, { value: several ? found : found[0], add });
  }
  return values;
}

function missingField(model: Model, type: string, values: Values): string | undefined {
  const required = Object.entries(model.types.get(type)?.fields ?? {}).find(
    ([name, field]) => field.required && !values.has(model.types.get(type)?.custom ? `custom.${name}` : name),
  );
  return required?.[0];
}

function createPatch({ type, system, externalId }: ForeignName, id: RecordId, values: Values): Patch {
  return {
    op: 'create',
    type,
    id,
    set: {
      ...Object.fromEntries([...values].map(([path, { value }]) => [path, value])),
      [`externalIds.${system}`]: externalId,
    },
  };
}

function updatePatch(
  model: Model,
  { name, onlyCreate }: Draft,
  { id, record }: Held,
  values: Values,
): Patch | undefined {
  if (onlyCreate) return undefined;
  const set: Record<string, unknown> = {};
  const add: Record<string, unknown[]> = {};
  for (const [path, { value, add: adds }] of values) {
    const before = currentValue(model, record, path);
    const news = adds ? [value].flat().filter((member) => !(Array.isArray(before) && before.includes(member))) : [];
    if (news.length > 0) add[path] = news;
    if (!adds && !isDeepStrictEqual(before, value)) set[path] = value;
  }
  const changes = { ...(Object.keys(set).length > 0 ? { set } : {}), ...(Object.keys(add).length > 0 ? { add } : {}) };
  return Object.keys(changes).length > 0 ? { op: 'update', type: name.type, id, ...changes } : undefined;
}

function currentValue(model: Model, record: AnyRecord, path: string): unknown {
  const field = fieldPath(model, record.type, path);
  return field && valueAt(record, field.key);
}

/** The record as it will be, so far as later rows of the batch need to know. */
function patched(model: Model, record: AnyRecord, values: Values): AnyRecord {
  const next: Record<string, unknown> = {
    ...record,
    custom: { ...record.custom },
    externalIds: { ...record.externalIds },
  };
  for (const [path, { value, add }] of values) {
    const key = fieldPath(model, record.type, path)?.key;
    if (!key) continue;
    const target = key.at === 'root' ? next : (next[key.at] as Record<string, unknown>);
    const before = target[key.name];
    target[key.name] = add
      ? [...new Set([...(Array.isArray(before) ? (before as unknown[]) : []), ...[value].flat()])]
      : value;
  }
  return next as AnyRecord;
}

function emptyRecord({ type, system, externalId }: ForeignName, id: RecordId): AnyRecord {
  return { type, id, version: 0, createdAt: '', updatedAt: '', externalIds: { [system]: externalId }, custom: {} };
}

const keyOf = ({ type, system, externalId }: ForeignName): string => `${refKey({ type, id: system })}/${externalId}`;
