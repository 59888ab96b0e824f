import { itemOf, person, present, refersTo, recordItems } from './record-items.ts';

/** Moves of the subject's deals from stage to stage. */
export const stageChangeItems = recordItems('stageChange', {
  source: 'stageChanges',
  at: 'changedAt',
  kinds: ['stageChange'],
  references: { deal: 'deal', from: 'stage', to: 'stage', changedBy: 'user' },
  searched: ['deal.name', 'reason', 'changedBy.name'],
  where: (subject) => refersTo(subject.type, subject),
  item: (record, context) => {
    const nameOf = (type: string, id: string | null | undefined): string | undefined => {
      const name = id ? context.resolve({ type, id })?.['name'] : undefined;
      return typeof name === 'string' ? name : undefined;
    };
    const from = nameOf('stage', record.from);
    const to = nameOf('stage', record.to);
    const target = context.resolve({ type: 'stage', id: record.to })?.['stageType'];
    return {
      ...itemOf('stageChanges', record, context),
      kind: 'stageChange',
      occurredAt: record.changedAt,
      ...present({
        title: nameOf('deal', record.deal),
        body: record.reason,
        amount: record.amount,
        durationSeconds:
          typeof record.durationMilliseconds === 'number' ? Math.round(record.durationMilliseconds / 1_000) : undefined,
      }),
      people: person('user', record.changedBy, context),
      facts: [
        ...(from ? [{ label: 'fromStage', value: from }] : []),
        ...(to
          ? [
              {
                label: 'toStage',
                value: to,
                tone:
                  target === 'won' ? ('good' as const) : target === 'lost' ? ('bad' as const) : ('neutral' as const),
              },
            ]
          : []),
      ],
    };
  },
});
