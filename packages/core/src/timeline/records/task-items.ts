import type { Filter } from '../../filter/index.ts';
import type { Task } from '../../model/index.ts';
import type { TimelineItem } from '../item.ts';
import { itemOf, person, present, recordItems, refersTo, type ItemContext } from './record-items.ts';

/** Things to do, at the instant they were written down. */
export const taskItems = recordItems('task', {
  source: 'tasks',
  at: 'createdAt',
  ...shared(),
  where: (subject) => ({ and: [refersTo(subject.type, subject), isCompleted(false)] }),
  item: (record, context) => taskItem('tasks', record.createdAt, record, context),
});

/** Things that were done, at the instant they were. */
export const doneTaskItems = recordItems('task', {
  source: 'doneTasks',
  at: 'completedAt',
  ...shared(),
  where: (subject) => ({ and: [refersTo(subject.type, subject), isCompleted(true)] }),
  item: (record, context) => taskItem('doneTasks', record.completedAt ?? record.updatedAt, record, context),
});

function shared() {
  return {
    kinds: ['task'],
    references: { assignee: 'user' },
    searched: ['subject', 'notes', 'assignee.name'],
  } as const;
}

function isCompleted(value: boolean): Filter {
  return { field: 'completedAt', op: 'exists', value };
}

function taskItem(source: string, occurredAt: string, record: Task, context: ItemContext): TimelineItem {
  return {
    ...itemOf(source, record, context),
    kind: 'task',
    occurredAt,
    title: record.subject,
    ...present({ body: record.notes }),
    people: person('user', record.assignee, context),
    facts: [
      { label: 'status', value: record.status, as: 'choice', tone: record.status === 'done' ? 'good' : 'neutral' },
      ...(record.dueAt && !record.completedAt ? [{ label: 'due', value: record.dueAt, as: 'instant' as const }] : []),
      ...(record.priority === 'high' || record.priority === 'urgent'
        ? [{ label: 'priority', value: record.priority, as: 'choice' as const, tone: 'warning' as const }]
        : []),
    ],
  };
}
