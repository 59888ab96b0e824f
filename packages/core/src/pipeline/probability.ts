import { refuse, unreachable, type Result } from '../failure/index.ts';
import { InvalidInputError } from '../failure/index.ts';
import type { Deal, Stage } from '../model/index.ts';
import type { Decided, Reason } from './context.ts';
import { fieldsPatch, type DealFields } from './fields-patch.ts';
import { statusOf } from './stages.ts';

/** How likely a deal is to be won, 0 to 1: won is 1 and lost is 0, whatever is written; undefined where nobody has said. */
export function probabilityOf(deal: Deal, stage: Stage | undefined): number | undefined {
  const status = statusOf(deal, stage);
  switch (status) {
    case 'won':
      return 1;
    case 'lost':
      return 0;
    case 'open':
      return deal.probability ?? undefined;
    default:
      return unreachable(status);
  }
}

/** The probability with which a deal enters a stage: one set by hand or by a model stays, or else it is the stage's. */
export function probabilityIn(deal: Deal, stage: Stage): { readonly fields: DealFields; readonly reason: Reason } {
  if (stage.stageType !== 'open') {
    const probability = stage.stageType === 'won' ? 1 : 0;
    return {
      fields: { probability, probabilitySource: 'stage' },
      reason: { code: 'probability-decided', params: { probability } },
    };
  }
  const isReopened = deal.status === 'won' || deal.status === 'lost';
  const source = deal.probabilitySource;
  if (!isReopened && deal.probability != null && (source === 'manual' || source === 'model')) {
    return { fields: {}, reason: { code: 'probability-kept', params: { source, probability: deal.probability } } };
  }
  const probability = stage.probability ?? undefined;
  return {
    fields: { probability, probabilitySource: probability === undefined ? undefined : 'stage' },
    reason: {
      code: 'probability-of-stage',
      params: { stage: stage.id, ...(probability === undefined ? {} : { probability }) },
    },
  };
}

/** Sets the probability by hand: it stays until `resetProbability`, through moves and models. Refused `deal-closed` where it is decided. */
export function setProbability(deal: Deal, stage: Stage | undefined, probability: number): Result<Decided> {
  return writeProbability(deal, stage, probability, 'manual');
}

/** Takes a model's probability; one set by hand stays. */
export function scoreProbability(deal: Deal, stage: Stage | undefined, probability: number): Result<Decided> {
  if (deal.probabilitySource === 'manual' && deal.probability != null) {
    const params = { source: 'manual', probability: deal.probability };
    return { ok: true, patches: [], explanation: [{ code: 'probability-kept', params }] };
  }
  return writeProbability(deal, stage, probability, 'model');
}

/** Lets go of the probability set by hand: the model's, where there is one, or else the stage's takes its place. */
export function resetProbability(deal: Deal, stage: Stage | undefined, model?: number): Result<Decided> {
  if (model !== undefined) return writeProbability(deal, stage, model, 'model');
  return writeProbability(deal, stage, stage?.probability ?? undefined, 'stage');
}

function writeProbability(
  deal: Deal,
  stage: Stage | undefined,
  probability: number | undefined,
  source: 'manual' | 'model' | 'stage',
): Result<Decided> {
  if (probability !== undefined && !(probability >= 0 && probability <= 1)) {
    throw new InvalidInputError(`A probability is from 0 to 1, not ${probability}.`, [
      { path: ['probability'], code: 'out-of-range', params: { min: 0, max: 1 } },
    ]);
  }
  const status = statusOf(deal, stage);
  if (status !== 'open') return refuse('deal-closed', 'probability', { status });
  const probabilitySource = probability === undefined ? undefined : source;
  const params = { source, ...(probability === undefined ? {} : { probability }) };
  return {
    ok: true,
    patches: fieldsPatch(deal, { probability, probabilitySource }),
    explanation: [{ code: 'probability-set', params }],
  };
}
