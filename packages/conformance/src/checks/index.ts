import type { Check } from '../check.ts';
import { feed } from './feed.ts';
import { figures } from './figures.ts';
import { filters } from './filters.ts';
import { pages } from './pages.ts';
import { pipelines } from './pipelines.ts';
import { records } from './records.ts';
import { sight } from './sight.ts';
import { writes } from './writes.ts';

/** Every claim there is to try, in the order they are tried. */
export const checks: readonly Check[] = [
  ...records,
  ...filters,
  ...pages,
  ...figures,
  ...writes,
  ...pipelines,
  ...feed,
  ...sight,
];
