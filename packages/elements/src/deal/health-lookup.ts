import type { Client } from '@rapport/client';
import type { Activity, AggregateAnswer, Deal, Instant, Stage, Task } from '@rapport/core';
import { toInstant } from '@rapport/core/model';
import { dealHealth, type DealHealth, type StageDuration } from '@rapport/core/pipeline';
import { Happenings, type Happened } from './happenings.ts';

/** The last thing that happened, or is to happen, with a deal. */
interface Latest {
  /** What they are true of: the deal's version; undefined where they are true no more. */
  version: number | undefined;
  activity: Instant | undefined;
  task: Instant | undefined;
}

interface Wanted {
  readonly deal: Deal;
  /** Its health as it was asked for. */
  look(): DealHealth | undefined;
}

/**
 * What deals' health is read from: the latest activity and the latest open task of each, as the backend counts them, many deals in two figures.
 * A planned activity or task is the latest one; where none is planned, the latest activity is the last that happened. What is logged or planned from then on is followed.
 */
export class HealthLookup {
  readonly #changed: (deals: ReadonlySet<string>) => void;
  readonly #latest = new Map<string, Latest>();
  readonly #happenings = new Happenings((happened) => this.#hear(happened));
  readonly #wanted = new Map<string, Wanted>();
  /** Takes back what is about to be asked. */
  #asking: (() => void) | undefined;
  #client: Client | undefined;

  constructor(changed: (deals: ReadonlySet<string>) => void) {
    this.#changed = changed;
  }

  follow(client: Client | undefined): void {
    if (client === this.#client) return;
    this.#client = client;
    this.forget();
  }

  /** Follows nothing, until it is looked at again. */
  leave(): void {
    this.#client = undefined;
    this.forget();
  }

  /** Asks anew for what is looked at next. */
  forget(): void {
    this.#asking?.();
    this.#asking = undefined;
    this.#latest.clear();
    this.#wanted.clear();
    this.#happenings.stop();
  }

  /** Undefined until what it takes is known; nothing is asked for closed deals. */
  health(
    deal: Deal,
    stage: Stage | undefined,
    timeZone: string,
    benchmark: StageDuration | undefined,
  ): DealHealth | undefined {
    const client = this.#client;
    if (!client || stage?.stageType !== 'open') return undefined;
    const latest = this.#latest.get(deal.id);
    if (latest?.version !== deal.version) {
      this.#wanted.set(deal.id, { deal, look: () => this.health(deal, stage, timeZone, benchmark) });
      // What was known before is worth less than what was not.
      this.#asking ??= afterFrame(() => void this.#fetch(), latest ? 2_000 : 50);
    }
    if (!latest) return undefined;
    // Of each, all that health is read from.
    const activities: unknown = latest.activity
      ? [{ type: 'activity', deal: deal.id, occurredAt: latest.activity }]
      : [];
    const tasks: unknown = latest.task ? [{ type: 'task', deal: deal.id, status: 'open', dueAt: latest.task }] : [];
    return dealHealth(
      {
        deal,
        stage,
        activities: activities as readonly Activity[],
        tasks: tasks as readonly Task[],
        ...(benchmark ? { benchmark } : {}),
      },
      { now: toInstant(client.now()), timeZone },
    );
  }

  async #fetch(): Promise<void> {
    const client = this.#client;
    const wanted = [...this.#wanted.values()].slice(0, 200);
    const ids = wanted.map(({ deal }) => deal.id);
    for (const id of ids) this.#wanted.delete(id);
    this.#asking = this.#wanted.size > 0 ? afterFrame(() => void this.#fetch(), 50) : undefined;
    if (!client || ids.length === 0) return;
    const among = { field: 'deal', op: 'in', value: ids } as const;
    try {
      const [activities, tasks] = await Promise.all([
        client.aggregate({ type: 'activity', where: among, by: ['deal'], measures: { at: { max: 'occurredAt' } } }),
        client.aggregate({
          type: 'task',
          where: { and: [among, { field: 'status', op: 'eq', value: 'open' }] },
          by: ['deal'],
          measures: { at: { max: 'dueAt' } },
        }),
      ]);
      if (client !== this.#client) return;
      const [happened, due] = [latestOf(activities), latestOf(tasks)];
      // Most deals are well: their cards are right as they were first drawn.
      const differing = new Set<string>();
      for (const { deal, look } of wanted) {
        const { id, version } = deal;
        const isFirst = !this.#latest.has(id);
        this.#latest.set(id, { version, activity: happened.get(id), task: due.get(id) });
        if (!isFirst || look()?.signals.length) differing.add(id);
      }
      this.#happenings.watch(client, ids);
      if (differing.size > 0) this.#changed(differing);
    } catch {
      // Marks are done without where nobody may count; a later change of the deal asks again.
    }
  }

  #hear({ type, since, latest }: Happened): void {
    const differing = new Set<string>();
    for (const [id, at] of latest) {
      const known = this.#latest.get(id);
      if (!known) continue;
      const before = known[type];
      if (at === before || (type === 'activity' && at === undefined && (before ?? '') < since)) continue;
      if (type === 'task' || (at ?? '') > (before ?? '')) known[type] = at;
      // The last that happened is gone, and the one before it may be of any age.
      else known.version = undefined;
      differing.add(id);
    }
    if (differing.size > 0) this.#changed(differing);
  }
}

/** Acts so many milliseconds after the next frame: cards are on the screen before it is asked what they are marked with. Returns what takes it back. */
function afterFrame(act: () => void, delay: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => (timer = setTimeout(act, delay)));
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}

function latestOf({ rows }: AggregateAnswer): ReadonlyMap<unknown, Instant> {
  return new Map(
    rows.flatMap(({ key, figures }) => (typeof figures['at'] === 'string' ? [[key[0], figures['at']] as const] : [])),
  );
}
