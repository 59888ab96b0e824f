import type { Filter } from '@rapport/core';
import type * as relativeTime from '@rapport/core/filter/relative-time';
import { needed } from '../sync/index.ts';
import { hasClause, isRelativeToNow } from './widened.ts';

/** How filters over relative time are decided here. */
export type RelativeTime = typeof relativeTime;

/**
 * What a filter over relative time needs: few filters are, and the page loads it with the first of them. Undefined for others.
 * @throws BackendError `offline` where it can't be loaded.
 */
export async function relativeTimeFor(where: Filter | undefined): Promise<RelativeTime | undefined> {
  if (where && hasClause(where, isRelativeToNow)) return needed(import('@rapport/core/filter/relative-time'));
  return undefined;
}
