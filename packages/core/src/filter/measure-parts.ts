import type { Measure } from './filter.ts';

/** A measure taken apart: what it takes of the values it finds, `count` nothing. */
export function measureParts(
  measure: Measure,
): { readonly take: 'count' } | { readonly take: 'sum' | 'avg' | 'min' | 'max'; readonly field: string } {
  if (measure === 'count') return { take: 'count' };
  if ('sum' in measure) return { take: 'sum', field: measure.sum };
  if ('avg' in measure) return { take: 'avg', field: measure.avg };
  if ('min' in measure) return { take: 'min', field: measure.min };
  return { take: 'max', field: measure.max };
}
