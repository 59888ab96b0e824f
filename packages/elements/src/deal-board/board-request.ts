import type { LiveRequest } from '@rapport/client';
import type { Filter, Stage } from '@rapport/core';
import { toInstant } from '@rapport/core/model';

/** What narrows the deals of a board, beside its pipeline. */
export interface BoardFilter {
  /** The host's own. */
  readonly where: Filter | undefined;
  /** Words in the deal's or its company's name. */
  readonly text: string;
  readonly isMine: boolean;
  readonly isRotting: boolean;
  /** The id of whoever works here, where it is known. */
  readonly user: string | undefined;
  /** The instant from which "rotting" counts. */
  readonly now: number;
}

const day = 86_400_000;

/** Whether anything but the pipeline decides what is shown. */
export function isNarrowed({ text, isMine, isRotting }: BoardFilter): boolean {
  return text.trim() !== '' || isMine || isRotting;
}

/** The deals of one column. */
export function columnWhere(stage: Stage, filter: BoardFilter): Filter {
  return { and: [{ field: 'stage', op: 'eq', value: stage.id }, ...clauses(filter), ...rotting(stage, filter)] };
}

/** The deals of the whole board: what its totals are of. */
export function boardWhere(stages: readonly Stage[], filter: BoardFilter): Filter {
  if (filter.isRotting) return { or: stages.map((stage) => columnWhere(stage, filter)) };
  return { and: [{ field: 'stage', op: 'in', value: stages.map(({ id }) => id) }, ...clauses(filter)] };
}

/** A column's live query. Open ones are in the order that people gave them; in closed ones the latest close comes first. */
export function columnRequest(stage: Stage, filter: BoardFilter, limit: number): LiveRequest<'deal'> {
  return {
    type: 'deal',
    where: columnWhere(stage, filter),
    orderBy:
      stage.stageType === 'open' ? [{ field: 'rank', direction: 'asc' }] : [{ field: 'closedAt', direction: 'desc' }],
    limit,
  };
}

function clauses({ where, text, isMine, user }: BoardFilter): readonly Filter[] {
  const words = text.trim();
  const mine: Filter = { field: 'owner', op: 'eq', value: user ?? { actor: 'user' } };
  return [
    ...(where ? [where] : []),
    ...(words === ''
      ? []
      : [
          {
            or: ['name', 'company.name'].map((field): Filter => ({ field, op: 'contains', value: words })),
          },
        ]),
    ...(isMine ? [mine] : []),
  ];
}

/** As a deal rots: so many days in the stage, no activity since, and none planned. A stage without a limit has no such deals. */
function rotting(stage: Stage, { isRotting, now }: BoardFilter): readonly Filter[] {
  if (!isRotting) return [];
  const days = stage.rottingDays ?? 0;
  if (stage.stageType !== 'open' || days <= 0) return [{ or: [] }];
  const since = toInstant(now - days * day);
  return [
    { field: 'enteredStageAt', op: 'lte', value: since },
    {
      related: 'activities',
      where: { field: 'occurredAt', op: 'gt', value: since },
      measure: 'count',
      op: 'eq',
      value: 0,
    },
    {
      related: 'tasks',
      where: {
        and: [
          { field: 'status', op: 'eq', value: 'open' },
          { field: 'dueAt', op: 'gte', value: toInstant(now) },
        ],
      },
      measure: 'count',
      op: 'eq',
      value: 0,
    },
  ];
}
