import { InvalidInputError, type Issue } from '../failure/index.ts';
import { isInstant } from '../model/index.ts';
import type { TimelineCursor, TimelineItem, TimelinePage } from './item.ts';
import { comparePlaces, placeOf, type Reach } from './order.ts';

/** A page that can be relied on. */
export interface ReadPage {
  /** In order, each below the place asked for, and of the source. */
  readonly items: readonly TimelineItem[];
  readonly reach: Reach;
}

/**
 * Reads what a source answered: puts it in order, takes out what is not below the place asked for.
 * @throws InvalidInputError where an item can't be placed, or where there is neither an item nor an end.
 */
export function readPage(source: string, below: TimelineCursor | null, page: TimelinePage): ReadPage {
  const items = readItems(source, page.items)
    .filter((item) => below === null || comparePlaces(below, item) < 0)
    .sort(comparePlaces);
  const last = items.at(-1);
  if (page.end) return { items, reach: 'bottom' };
  if (!last) {
    throw new InvalidInputError(
      `The timeline source ${source} answered with nothing below the place asked for, and not with its end: answer { items: [], end: true }.`,
      [{ path: ['items'], code: 'no-progress' }],
    );
  }
  return { items, reach: placeOf(last) };
}

/**
 * Reads items of a source.
 * @throws InvalidInputError with the path of each that has no id or no instant.
 */
export function readItems(source: string, items: readonly TimelineItem[]): TimelineItem[] {
  const issues: Issue[] = items.flatMap((item, index) => [
    ...(item.id ? [] : [{ path: ['items', index, 'id'], code: 'required' }]),
    ...(isInstant(item.occurredAt) ? [] : [{ path: ['items', index, 'occurredAt'], code: 'instant' }]),
  ]);
  if (issues.length > 0) {
    throw new InvalidInputError(
      `The timeline source ${source} gave items without an id, or with an occurredAt that is not like 2026-11-21T09:30:00.000Z (at ${issues[0]?.path.join('.')}).`,
      issues,
    );
  }
  return items.map((item) => (item.source === source ? item : { ...item, source }));
}
