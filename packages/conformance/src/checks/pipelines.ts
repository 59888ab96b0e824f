import type { AnyRecord, Mutation, MutationResult, Patch } from '@rapport/core';
import { toInstant, type Deal, type Stage } from '@rapport/core/model';
import { moveDeal } from '@rapport/core/pipeline';
import type { Check, CheckContext } from '../check.ts';

const needed = ['pipeline', 'stage', 'deal', 'stageChange'];

/** P20 and P21. */
export const pipelines: readonly Check[] = [
  {
    id: 'pipelines/rules',
    claim: "A stage's requirements hold for every write, and closing a deal is a decision",
    notClaimed: ({ description: { types } }) => {
      if (needed.some((type) => !types[type]?.create)) return 'pipelines can not be made';
      return types['stage']?.fields['requirements']?.writable ? undefined : 'stages have no requirements';
    },
    async run(context, tally) {
      const { deal, stages, push } = await aPipeline(context);
      const [, offered, signed, won] = stages;
      const write = (set: Readonly<Record<string, unknown>>): Promise<MutationResult> =>
        push('deal.update', [{ op: 'update', type: 'deal', id: deal.id, set }]);
      const short = await write({ stage: offered?.id });
      tally.equal(refusal(short)?.code, 'requirements-missing', 'a stage whose field is empty');
      tally.equal(
        refusal(short)?.params?.['missing'],
        [{ kind: 'field', field: 'nextStep' }],
        'what is missing of a stage whose field is empty',
      );
      tally.equal(refusal(await write({ stage: signed?.id }))?.code, 'stage-passed-over', 'a stage that is skipped');
      tally.equal(refusal(await write({ stage: won?.id }))?.code, 'close-is-a-decision', 'a won stage');
      tally.equal(refusal(await write({ status: 'won' }))?.code, 'close-is-a-decision', 'a status that is set');
      const untold = await write({ stage: offered?.id, nextStep: 'Call' });
      tally.equal(untold.status, 'refused', 'a move that its history does not tell of');

      const actor = { role: 'admin', ...context.actor } as const;
      const decided = moveDeal(
        { deal, stages },
        { stage: offered?.id ?? '', set: { nextStep: 'Call' } },
        { now: toInstant(context.now()), newId: context.newId, actor, timeZone: context.description.timeZone },
      );
      if (!decided.ok) throw new Error(`The move was refused: ${decided.code}.`);
      tally.equal((await push('deal.move', decided.patches)).status, 'applied', 'a move as it was decided');
      const { records } = await context.backend.get([{ type: 'deal', name: { id: deal.id } }]);
      tally.equal(records[0]?.['stage'], offered?.id, 'where the deal is');
    },
  },
];

async function aPipeline(context: CheckContext) {
  const { backend, newId, now } = context;
  const push = async (command: string, patches: readonly Patch[]): Promise<MutationResult> => {
    const mutation: Mutation = { id: newId(), command, at: toInstant(now()), patches };
    const [result] = await backend.push([mutation]);
    if (!result) throw new Error('A push of one mutation was answered with no result.');
    return result;
  };
  const [pipeline, deal] = [newId(), newId()];
  const ids = ['Qualified', 'Offered', 'Signed', 'Won'].map((name) => ({ name, id: newId() }));
  const made = await push('pipeline.create', [
    { op: 'create', type: 'pipeline', id: pipeline, set: { name: 'Conformance' } },
    ...ids.map(({ name, id }, position): Patch => {
      const own = name === 'Offered' ? { skippable: false, requirements: [{ kind: 'field', field: 'nextStep' }] } : {};
      const set = { name, pipeline, position, stageType: name === 'Won' ? 'won' : 'open', ...own };
      return { op: 'create', type: 'stage', id, set };
    }),
  ]);
  const begun = await push('deal.create', [
    { op: 'create', type: 'deal', id: deal, set: { name: 'Deal', pipeline, stage: ids[0]?.id, status: 'open' } },
  ]);
  for (const result of [made, begun])
    if (result.status !== 'applied') throw new Error(`A pipeline could not be made: ${JSON.stringify(result)}.`);
  const { records } = await backend.get([
    { type: 'deal', name: { id: deal } },
    ...ids.map(({ id }) => ({ type: 'stage', name: { id } })),
  ]);
  const [held] = records.filter(({ type }) => type === 'deal') as readonly AnyRecord[] as readonly Deal[];
  if (!held) throw new Error('A deal that was made is not there.');
  const stages = ids.flatMap(({ id }) =>
    records.filter((record) => record.id === id),
  ) as readonly AnyRecord[] as readonly Stage[];
  return { push, deal: held, stages };
}

const refusal = (result: MutationResult) => (result.status === 'refused' ? result.refusal : undefined);
