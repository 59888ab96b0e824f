import { itemOf, person, present, refersTo, recordItems } from './record-items.ts';

/** Things to do, at the instant they were written down; how they stand is a fact of them. */
export const taskItems = recordItems('task', {
  source: 'tasks',
  at: 'createdAt',
  kinds: ['task'],
  references: { assignee: 'user' },
  searched: ['subject', 'notes', 'assignee.name'],
  where: (subject) => refersTo(subject.type, subject),
  item: (record, context) => ({
    ...itemOf('tasks', record, context),
    kind: 'task',
    occurredAt: record.createdAt,
    title: record.subject,
    ...present({ body: record.notes }),
    people: person('user', record.assignee, context),
    facts: [
      { label: 'status', value: record.status, as: 'choice', tone: record.status === 'done' ? 'good' : 'neutral' },
      ...(record.dueAt ? [{ label: 'due', value: record.dueAt, as: 'instant' as const }] : []),
      ...(record.priority === 'high' || record.priority === 'urgent'
        ? [{ label: 'priority', value: record.priority, as: 'choice' as const, tone: 'warning' as const }]
        : []),
    ],
  }),
});
