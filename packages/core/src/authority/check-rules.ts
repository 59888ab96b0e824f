import type { Refusal } from '../failure/index.ts';
import { refKey, type AnyRecord } from '../model/index.ts';
import type { Mutation, Patch } from '../port/index.ts';
import type { Permission, PermissionOptions } from './permission.ts';
import { sameJson } from './plain-json.ts';
import type { RecordRule, RecordRules, RuleReads } from './record-rule.ts';
import type { Basis, RecordChange, ReferringSet } from './storage.ts';
import { isTombstone, type WorkingSet } from './working-set.ts';

export interface RuleOptions extends PermissionOptions {
  /** What must hold of records beside the model. Missing: nothing. */
  readonly rules?: RecordRules | undefined;
}

/** What the rules say of a mutation, and what they learned of beside the records that it changes. */
export interface RuleAnswer {
  readonly refusal: Refusal | undefined;
  readonly basis: Basis;
}

const nothingRead: RuleAnswer = { refusal: undefined, basis: { records: [], referring: [] } };

/** Puts each change to its type's rule (rule A16). The first refusal ends it. */
export async function checkRules(
  mutation: Mutation,
  changes: readonly RecordChange[],
  set: WorkingSet,
  permission: Permission,
  { rules, model, actor, now, timeZone = 'UTC' }: RuleOptions,
): Promise<RuleAnswer> {
  if (!rules || isImport(mutation, actor)) return nothingRead;
  const put = changes.flatMap((change) => {
    const rule = ruleFor(rules, change);
    return rule ? [{ change, rule }] : [];
  });
  if (put.length === 0) return nothingRead;
  const noted = new NotedReads(set, permission);
  const context = { model, actor, now, timeZone, command: mutation.command, changes, reads: noted };
  for (const { change, rule } of put) {
    const refusal = await rule.check(change, context);
    const { type, id } = (change.after ?? change.before) as AnyRecord;
    if (refusal) return { ...nothingRead, refusal: { ...refusal, params: { type, id, ...refusal.params } } };
  }
  return { refusal: undefined, basis: noted.basis() };
}

/** An admin may bring in what another system has decided, as it was decided there. */
function isImport({ command }: Pick<Mutation, 'command'>, { role }: PermissionOptions['actor']): boolean {
  return role === 'admin' && command.startsWith('import.');
}

/** The types that the rules may look at to decide a mutation, by its patches alone: what was sent before it and changes those comes first. */
export function typesRead(
  mutation: Pick<Mutation, 'command' | 'patches'>,
  { rules = {}, model, actor }: Pick<RuleOptions, 'rules' | 'model' | 'actor'>,
): ReadonlySet<string> {
  const read = new Set<string>();
  if (isImport(mutation, actor)) return read;
  for (const patch of mutation.patches) {
    const rule = Object.hasOwn(rules, patch.type) ? rules[patch.type] : undefined;
    if (rule && concerns(rule, patch)) for (const type of rule.reads(model)) read.add(type);
  }
  return read;
}

function concerns({ fields }: RecordRule, patch: Patch): boolean {
  if (patch.op !== 'update' || !fields) return true;
  const named = [patch.set, patch.add, patch.remove, patch.append, patch.increment].flatMap((set) =>
    Object.keys(set ?? {}),
  );
  return [...named, ...(patch.unset ?? [])].some((name) => fields.includes(name));
}

function ruleFor(rules: RecordRules, { before, after }: RecordChange): RecordRule | undefined {
  const type = (after ?? before)?.type ?? '';
  const rule = Object.hasOwn(rules, type) ? rules[type] : undefined;
  if (!rule?.fields || !before || !after) return rule;
  return rule.fields.some((name) => !sameJson(before[name], after[name])) ? rule : undefined;
}

/** Reads for rules, and notes what storage gave: the commit holds only on that. */
class NotedReads implements RuleReads {
  readonly #set: WorkingSet;
  readonly #permission: Permission;
  readonly #records = new Map<string, AnyRecord>();
  readonly #referring = new Map<string, ReferringSet>();

  constructor(set: WorkingSet, permission: Permission) {
    this.#set = set;
    this.#permission = permission;
  }

  async record(...[ref]: Parameters<RuleReads['record']>): Promise<AnyRecord | undefined> {
    await this.#set.load([ref]);
    const stored = this.#set.stored(ref);
    if (stored && !isTombstone(stored)) this.#records.set(refKey(ref), stored);
    const record = this.#set.record(ref);
    return record && (await this.#permission.show(record));
  }

  async referring(...[type, field, id]: Parameters<RuleReads['referring']>): Promise<readonly AnyRecord[]> {
    const stored = await this.#set.loadReferring(type, field, id);
    this.#referring.set(`${type}\n${field}\n${id}`, { type, field, id, count: stored.length });
    for (const record of stored) this.#records.set(refKey(record), record);
    const shown: AnyRecord[] = [];
    for (const record of this.#set.referring(type, field, id) ?? []) {
      const seen = await this.#permission.show(record);
      if (seen) shown.push(seen);
    }
    return shown;
  }

  basis(): Basis {
    return { records: [...this.#records.values()], referring: [...this.#referring.values()] };
  }
}
