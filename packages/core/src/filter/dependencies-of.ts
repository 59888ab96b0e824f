import type { Model } from '../model/index.ts';
import type { Filter } from './filter.ts';
import { knownPath, knownRelation } from './known-path.ts';
import { measureParts } from './measure-parts.ts';

/** The types of records, besides the record itself, that the answer depends on: what paths lead through and relations lead to. */
export function dependenciesOf(model: Model, type: string, filter: Filter): ReadonlySet<string> {
  const found = new Set<string>();
  const addPath = (from: string, path: string): void =>
    knownPath(model, from, path).steps.forEach((step) => found.add(step.target));
  const visit = (from: string, inner: Filter): void => {
    if ('and' in inner) inner.and.forEach((one) => visit(from, one));
    else if ('or' in inner) inner.or.forEach((one) => visit(from, one));
    else if ('not' in inner) visit(from, inner.not);
    else if ('field' in inner) addPath(from, inner.field);
    else {
      const relation = knownRelation(model, from, inner.related);
      found.add(relation.type);
      const measure = measureParts(inner.measure);
      if (measure.take !== 'count') addPath(relation.type, measure.field);
      if (inner.where) visit(relation.type, inner.where);
    }
  };
  visit(type, filter);
  return found;
}
