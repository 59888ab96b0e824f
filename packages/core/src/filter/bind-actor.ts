import type { ActorValue, FieldClause, Filter, Operand } from './filter.ts';

/** Whoever asks, as far as filters may speak of it. */
export type FilterActor = Readonly<Partial<Record<ActorValue['actor'], string | undefined>>>;

const nobody: Filter = { or: [] };

/** The filter with the asker's ids in it. A clause about an id that the asker does not have is false, also with `ne`. */
export function bindActor(filter: Filter, actor: FilterActor): Filter {
  if ('and' in filter) return { and: filter.and.map((inner) => bindActor(inner, actor)) };
  if ('or' in filter) return { or: filter.or.map((inner) => bindActor(inner, actor)) };
  if ('not' in filter) return { not: bindActor(filter.not, actor) };
  const value = boundOperand(filter.value, actor);
  if (value === undefined) return nobody;
  if ('related' in filter)
    return filter.where ? { ...filter, where: bindActor(filter.where, actor), value } : { ...filter, value };
  return { ...filter, value } satisfies FieldClause;
}

function boundOperand(operand: Operand, actor: FilterActor): Operand | undefined {
  return typeof operand === 'object' && 'actor' in operand ? actor[operand.actor] : operand;
}
