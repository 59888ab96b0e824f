import type { LiveRequest } from '../client.ts';
import type { CachePreview, KeptQuery } from '../device/index.ts';
import { answerHere, nextHere, type HereAnswer, type Page, type QueryPlan } from '../query/index.ts';
import { isUncounted } from './kept-answers.ts';
import { isOrdered } from './kept-queries.ts';
import { isSamePlace } from './kept-views.ts';

/** Answers a kept query's first page before the records are read; undefined where its view does not do. */
export async function answerEarly(
  { view, cursor }: CachePreview,
  kept: KeptQuery,
  request: LiveRequest,
  plan: QueryPlan,
  page: Page,
): Promise<HereAnswer | undefined> {
  if (page.after !== null || kept.members || !isOrdered(plan)) return undefined;
  const known = await view(kept.key);
  if (!known) return undefined;
  const { records, horizon } = known;
  const { total } = kept;
  const isDue = isUncounted(request, page, kept.horizon);
  if (isSamePlace(horizon, kept.horizon, plan))
    return { ...answerHere(plan, page, { records, horizon, next: kept.next, total, cursor }), isDue };
  // How many there are is known only with all of them.
  if (request.total && kept.horizon === null) return undefined;
  const next = horizon && nextHere(plan, horizon);
  return { ...answerHere(plan, page, { records, horizon, next, total, cursor }), isDue };
}
