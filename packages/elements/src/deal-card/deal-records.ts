import type { Client, LiveQuery, RecordNamed } from '@rapport/client';
import type {
  Activity,
  AnyRecord,
  CloseDateChange,
  Company,
  Contact,
  ContactRole,
  Deal,
  DealApproval,
  DealSplit,
  Filter,
  LineItem,
  Pipeline,
  Stage,
  StageChange,
  StandardTypeName,
  Task,
  Team,
  User,
} from '@rapport/core';
import type { RecordName } from '@rapport/core/model';
import type { StageStay } from '@rapport/core/pipeline';
import type { ReactiveControllerHost } from 'lit';
import { LiveController } from '../element/index.ts';

/** How many records of a deal are read at once: of each kind no deal has more that anybody would look at here. */
const limit = 200;

/** A deal and all that its card shows of it, live. */
export class DealRecords {
  readonly deal: LiveController<Deal>;
  readonly company: LiveController<Company>;
  readonly pipeline: LiveController<Pipeline>;
  readonly stages: LiveController<Stage>;
  readonly changes: LiveController<StageChange>;
  readonly closeDateChanges: LiveController<CloseDateChange>;
  readonly roles: LiveController<ContactRole>;
  readonly contacts: LiveController<Contact>;
  readonly lines: LiveController<LineItem>;
  readonly splits: LiveController<DealSplit>;
  readonly approvals: LiveController<DealApproval>;
  readonly tasks: LiveController<Task>;
  readonly activities: LiveController<Activity>;
  readonly users: LiveController<User>;
  readonly teams: LiveController<Team>;
  readonly #won: LiveController<StageChange>;
  #client: Client | undefined;

  constructor(host: ReactiveControllerHost) {
    this.deal = new LiveController(host);
    this.company = new LiveController(host);
    this.pipeline = new LiveController(host);
    this.stages = new LiveController(host);
    this.changes = new LiveController(host);
    this.closeDateChanges = new LiveController(host);
    this.roles = new LiveController(host);
    this.contacts = new LiveController(host);
    this.lines = new LiveController(host);
    this.splits = new LiveController(host);
    this.approvals = new LiveController(host);
    this.tasks = new LiveController(host);
    this.activities = new LiveController(host);
    this.users = new LiveController(host);
    this.teams = new LiveController(host);
    this.#won = new LiveController(host);
  }

  follow(client: Client | undefined, named: string | undefined, name: RecordName | undefined): void {
    this.#client = client;
    this.deal.follow(client, name && named, (from) => from.record('deal', name!));
    const deal = this.deal.record;
    this.#one(this.company, 'company', deal?.company);
    this.#one(this.pipeline, 'pipeline', deal?.pipeline);
    this.#all(this.stages, 'stage', is('pipeline', deal?.pipeline), 'position', 'asc');
    const own = is('deal', deal?.id);
    this.#all(this.changes, 'stageChange', own, 'changedAt');
    this.#all(this.closeDateChanges, 'closeDateChange', own, 'changedAt');
    this.#all(this.roles, 'contactRole', own, 'createdAt', 'asc');
    this.#all(this.lines, 'lineItem', own, 'position', 'asc');
    this.#all(this.splits, 'dealSplit', own, 'percent');
    this.#all(this.approvals, 'dealApproval', own, 'createdAt');
    this.#all(this.tasks, 'task', own && { and: [own, is('status', 'open')!] }, 'dueAt', 'asc');
    this.#all(this.activities, 'activity', own, 'occurredAt');
    const roles = this.roles.snapshot?.records ?? [];
    this.#all(this.contacts, 'contact', among([deal?.contact, ...roles.map(({ contact }) => contact)]), 'name', 'asc');
    this.#all(this.teams, 'team', isAsked(this.approvals) ? { and: [] } : undefined, 'name', 'asc');
    this.#followWon(deal);
  }

  /** Who is named here, and, while an owner is chosen, everybody who may be. */
  followUsers(isChoosing: boolean, author: string | undefined): void {
    const splits = this.splits.snapshot?.records ?? [];
    const approvals = this.approvals.snapshot?.records ?? [];
    const deal = this.deal.record;
    const named = [
      author,
      deal?.owner,
      ...splits.map(({ user }) => user),
      ...approvals.flatMap(({ by, requestedBy, decidedBy }) => [by, requestedBy, decidedBy]),
    ];
    const everybody: Filter = { not: { field: 'active', op: 'eq', value: false } };
    this.#all(this.users, 'user', deal && (isChoosing ? everybody : among(named)), 'name', 'asc');
  }

  /** Stays in the deal's stage of deals that were won; undefined where there is no telling. */
  get wonStays(): readonly StageStay[] | undefined {
    return this.#won.snapshot?.records.flatMap(({ deal, from, changedAt, durationMilliseconds: milliseconds }) =>
      from == null || milliseconds == null ? [] : [{ deal, stage: from, from: changedAt, to: changedAt, milliseconds }],
    );
  }

  #followWon(deal: Deal | undefined): void {
    const left = deal?.status === 'open' ? is('from', deal.stage) : undefined;
    this.#all(this.#won, 'stageChange', left && { and: [left, is('deal.status', 'won')!] }, 'changedAt');
  }

  #one<Name extends StandardTypeName>(
    controller: LiveController<RecordNamed<Name> & AnyRecord>,
    type: Name,
    id: string | null | undefined,
  ): void {
    controller.follow(
      this.#client,
      id || undefined,
      (from) => from.record(type, { id: id! }) as LiveQuery<RecordNamed<Name> & AnyRecord>,
    );
  }

  #all<Name extends StandardTypeName>(
    controller: LiveController<RecordNamed<Name> & AnyRecord>,
    type: Name,
    where: Filter | undefined,
    field: string,
    direction: 'asc' | 'desc' = 'desc',
  ): void {
    controller.follow(
      this.#client,
      where && JSON.stringify(where),
      (from) =>
        from.live({ type, where: where!, orderBy: [{ field, direction }], limit }) as LiveQuery<
          RecordNamed<Name> & AnyRecord
        >,
    );
  }
}

function is(field: string, value: string | null | undefined): Filter | undefined {
  return value == null ? undefined : { field, op: 'eq', value };
}

/** Those of these ids that are ids. */
function among(ids: readonly (string | null | undefined)[]): Filter | undefined {
  const value = [...new Set(ids)].filter((id): id is string => id != null && /^[0-9a-f-]{36}$/.test(id)).sort();
  return value.length === 0 ? undefined : { field: 'id', op: 'in', value };
}

function isAsked({ snapshot }: LiveController<DealApproval>): boolean {
  return snapshot?.records.some(({ status }) => status === 'requested') ?? false;
}
