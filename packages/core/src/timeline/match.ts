import { fold } from '../filter/index.ts';
import type { TimelineFilter, TimelineItem } from './item.ts';

/** Compiles a filter to a test of items. */
export function timelineTest(filter: TimelineFilter): (item: TimelineItem) => boolean {
  const kinds = filter.kinds && new Set(filter.kinds);
  const channels = filter.channels && new Set(filter.channels);
  const search = fold(filter.search ?? '').trim();
  return (item) =>
    (!kinds || kinds.has(item.kind)) &&
    (!channels || (item.channel !== undefined && channels.has(item.channel))) &&
    (search === '' || textsOf(item).some((text) => fold(text).includes(search)));
}

function textsOf(item: TimelineItem): string[] {
  return [item.title ?? '', item.body ?? '', ...(item.people ?? []).map((person) => person.name)];
}
