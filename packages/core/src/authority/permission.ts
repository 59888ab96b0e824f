import { bindActor, evaluate, type Filter, type FilterContext } from '../filter/index.ts';
import { refKey, type AnyRecord, type Instant, type Model, type RecordRef } from '../model/index.ts';
import type { Actor } from '../port/index.ts';
import { isEverything, readFilter, typePolicy, visibleRecord, writeFilter } from './access.ts';
import type { AccessPolicy } from './policy.ts';
import type { WorkingSet } from './working-set.ts';

export interface PermissionOptions {
  readonly model: Model;
  readonly policy: AccessPolicy;
  readonly actor: Actor;
  readonly now: Instant;
  /** The calendar of relative time in the policies' filters. Default UTC. */
  readonly timeZone?: string;
}

/** Answers what an actor may see and do, by the policies' filters over what a mutation works on. A policy's filter is measured over every record. */
export class Permission {
  readonly #set: WorkingSet;
  readonly #options: PermissionOptions;

  constructor(set: WorkingSet, options: PermissionOptions) {
    this.#set = set;
    this.#options = options;
  }

  mayCreate(type: string): boolean {
    return typePolicy(this.#options.policy, this.#options.actor.role, type)?.create === true;
  }

  mayUpdate(type: string): boolean {
    return typePolicy(this.#options.policy, this.#options.actor.role, type)?.update !== false;
  }

  mayDelete(type: string): boolean {
    return typePolicy(this.#options.policy, this.#options.actor.role, type)?.delete === true;
  }

  /** Whether every record of the type is in sight, those included that are gone. */
  seesAll(type: string): boolean {
    return isEverything(readFilter(this.#options.policy, this.#options.actor, type));
  }

  sees(record: AnyRecord): Promise<boolean> {
    return this.#holds(readFilter(this.#options.policy, this.#options.actor, record.type), record);
  }

  mayWrite(record: AnyRecord): Promise<boolean> {
    return this.#holds(writeFilter(this.#options.policy, this.#options.actor, record.type), record);
  }

  /** The record as the actor sees it; undefined where it does not. */
  async show(record: AnyRecord): Promise<AnyRecord | undefined> {
    return (await this.sees(record))
      ? visibleRecord(record, this.#options.policy, this.#options.actor.role)
      : undefined;
  }

  /** Filters are evaluated at once and what they ask for is loaded between attempts: each round brings at least one more record, a path is short. */
  async #holds(filter: Filter, record: AnyRecord): Promise<boolean> {
    const bound = bindActor(filter, this.#options.actor);
    if (isEverything(bound)) return true;
    for (;;) {
      const wanted: Wanted = { refs: new Map(), referring: new Map() };
      const answer = evaluate(bound, record, this.#context(wanted));
      if (wanted.refs.size === 0 && wanted.referring.size === 0) return answer;
      await this.#set.load(wanted.refs.values());
      for (const [type, field, id] of wanted.referring.values()) await this.#set.loadReferring(type, field, id);
    }
  }

  #context(wanted: Wanted): FilterContext {
    return {
      model: this.#options.model,
      now: this.#options.now,
      timeZone: this.#options.timeZone ?? 'UTC',
      resolve: (ref) => {
        if (this.#set.held(ref) === undefined) wanted.refs.set(refKey(ref), ref);
        return this.#set.record(ref);
      },
      referring: (type, field, id) => {
        const records = this.#set.referring(type, field, id);
        if (!records) wanted.referring.set(`${type}\n${field}\n${id}`, [type, field, id]);
        return records ?? [];
      },
    };
  }
}

interface Wanted {
  readonly refs: Map<string, RecordRef>;
  readonly referring: Map<string, readonly [type: string, field: string, id: string]>;
}
