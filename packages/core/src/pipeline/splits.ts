import { refuse, type Refusal, type Result } from '../failure/index.ts';
import { compareDecimals, decimalToNumber, sumDecimals, toDecimal } from '../filter/index.ts';
import type { Deal, DealSplit, Money, RecordId } from '../model/index.ts';
import type { Patch } from '../port/index.ts';
import { multiplyAmount, shareAmount } from './amounts.ts';
import type { Decided, DecisionContext } from './context.ts';
import { createPatch, deletePatch } from './history-patches.ts';

/** A person's share. Shares of kind `revenue` come to 100 %; those of kind `overlay` come on top, to whatever they come. */
export interface Share {
  readonly user: RecordId;
  readonly kind: 'revenue' | 'overlay';
  /** Above 0, at most 100. */
  readonly percent: number;
}

/** Why shares can't be a deal's; undefined where they can. `percent-out-of-range`, `split-twice`, `splits-not-whole` with what they come to. */
export function checkShares(shares: readonly Share[]): Refusal | undefined {
  const seen = new Set<string>();
  for (const { user, kind, percent } of shares) {
    if (!(percent > 0 && percent <= 100)) return refuse('percent-out-of-range', 'percent', { user, min: 0, max: 100 });
    if (seen.has(`${kind}/${user}`)) return refuse('split-twice', 'user', { user, kind });
    seen.add(`${kind}/${user}`);
  }
  const revenue = shares.filter(({ kind }) => kind === 'revenue').map(({ percent }) => percent);
  const sum = sumDecimals(revenue);
  const isWhole = revenue.length === 0 || compareDecimals(sum, toDecimal(100)) === 0;
  return isWhole ? undefined : refuse('splits-not-whole', 'percent', { percent: decimalToNumber(sum) });
}

/**
 * Makes shares a deal's splits, all in one mutation with the command `deal.split`; splits that are not among them go. Refused as `checkShares`.
 */
export function splitDeal(
  deal: Deal,
  splits: readonly DealSplit[],
  shares: readonly Share[],
  context: DecisionContext,
): Result<Decided> {
  const refusal = checkShares(shares);
  if (refusal) return refusal;
  const own = splits.filter((split) => split.deal === deal.id);
  const isFor = (split: DealSplit, share: Share): boolean => split.user === share.user && split.kind === share.kind;
  const gone = own.filter((split) => !shares.some((share) => isFor(split, share)));
  const patches = [
    ...gone.map(deletePatch),
    ...shares.flatMap((share) =>
      sharePatches(
        own.find((split) => isFor(split, share)),
        deal,
        share,
        context,
      ),
    ),
  ];
  return { ok: true, patches, explanation: [{ code: 'deal-split', params: { shares: shares.length } }] };
}

/** What each share of an amount comes to: revenue shares add up to it to the minor unit, overlays are rounded each by itself. */
export function splitAmounts<S extends Share>(
  amount: Money,
  shares: readonly S[],
): readonly (S & { readonly amount: Money })[] {
  const revenue = shares.filter(({ kind }) => kind === 'revenue');
  const amounts =
    revenue.length === 0
      ? []
      : shareAmount(
          amount,
          revenue.map(({ percent }) => toDecimal(percent)),
        );
  const byShare = new Map(revenue.map((share, index) => [share, amounts[index]]));
  return shares.map((share) => {
    const { digits, scale } = toDecimal(share.percent);
    return { ...share, amount: byShare.get(share) ?? multiplyAmount(amount, { digits, scale: scale + 2 }) };
  });
}

function sharePatches(
  split: DealSplit | undefined,
  deal: Deal,
  share: Share,
  context: DecisionContext,
): readonly Patch[] {
  const { user, kind, percent } = share;
  if (!split) return [createPatch('dealSplit', context, { deal: deal.id, user, kind, percent })];
  if (split.percent === percent) return [];
  const base = { version: split.version, fields: { percent: split.percent } };
  return [{ op: 'update', type: 'dealSplit', id: split.id, base, set: { percent } }];
}
