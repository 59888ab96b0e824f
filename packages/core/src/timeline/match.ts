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

/** Whether a filter surely lets through nothing that the other one does not. */
export function isNarrower(filter: TimelineFilter, than: TimelineFilter): boolean {
  return (
    isWithin(filter.kinds, than.kinds) &&
    isWithin(filter.channels, than.channels) &&
    fold(filter.search ?? '')
      .trim()
      .includes(fold(than.search ?? '').trim())
  );
}

function isWithin(list: readonly string[] | undefined, than: readonly string[] | undefined): boolean {
  return than === undefined || (list !== undefined && list.every((one) => than.includes(one)));
}

function textsOf(item: TimelineItem): string[] {
  return [item.title ?? '', item.body ?? '', ...(item.people ?? []).map((person) => person.name)];
}
