import { refuse, type Refusal, type Result } from '../failure/index.ts';
import type { Deal, LineItem, Money, RecordId } from '../model/index.ts';
import type { Decided, DecisionContext } from './context.ts';
import { fieldsPatch } from './fields-patch.ts';
import { createPatch, deletePatch } from './history-patches.ts';

/** A line as it is written: of what, how much, at what price. */
export interface LineFields {
  readonly name: string;
  /** Above 0. */
  readonly quantity: number;
  readonly unitPrice: Money;
  /** A share of the price, 0 to 1; none where it is missing. */
  readonly discount?: number | undefined;
  /** What it is of the catalogue, where it is. */
  readonly product?: RecordId | undefined;
}

/**
 * Adds a line to a deal, after those it has or at `position`, for a mutation with the command `deal.addLine`.
 * Refused: `required` without a name, `invalid-value` of a quantity or a discount.
 */
export function addLine(
  deal: Deal,
  lines: readonly LineItem[],
  fields: LineFields & { readonly position?: number | undefined },
  context: DecisionContext,
): Result<Decided> {
  const refusal = checkLine(fields);
  if (refusal) return refusal;
  const last = Math.max(-1, ...lines.filter((line) => line.deal === deal.id).map(({ position }) => position ?? -1));
  const patch = createPatch('lineItem', context, { deal: deal.id, position: last + 1, ...defined(fields) });
  return { ok: true, patches: [patch], explanation: [{ code: 'line-added', params: { name: fields.name } }] };
}

/** Changes a line, for a mutation with the command `deal.changeLine`. Refused as `addLine`. */
export function changeLine(line: LineItem, fields: LineFields): Result<Decided> {
  const refusal = checkLine(fields);
  if (refusal) return refusal;
  const { discount, product, ...rest } = fields;
  const patches = fieldsPatch(line, {
    ...rest,
    ...((line.discount ?? undefined) === discount ? {} : { discount }),
    ...((line.product ?? undefined) === product ? {} : { product }),
  });
  return { ok: true, patches, explanation: [{ code: 'line-changed', params: { name: fields.name } }] };
}

/** Takes a line away, for a mutation with the command `deal.removeLine`. */
export function removeLine(line: LineItem): Result<Decided> {
  return {
    ok: true,
    patches: [deletePatch(line)],
    explanation: [{ code: 'line-removed', params: { name: line.name } }],
  };
}

function checkLine({ name, quantity, discount = 0 }: LineFields): Refusal | undefined {
  if (name.trim() === '') return refuse('required', 'name');
  if (!(quantity > 0 && Number.isFinite(quantity))) return refuse('invalid-value', 'quantity', { above: 0 });
  return discount >= 0 && discount <= 1 ? undefined : refuse('invalid-value', 'discount', { min: 0, max: 1 });
}

function defined(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
