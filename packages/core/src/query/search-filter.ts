import type { Filter } from '../filter/index.ts';
import { comparisonOf, fieldsOf, type Model } from '../model/index.ts';

// A filter has room for 500 clauses.
const maxClauses = 200;

/** The filter of a text search: each word is in one of the type's searchable fields. An empty text is found in every record. */
export function searchFilter(model: Model, type: string, text: string): Filter {
  const fields = fieldsOf(model, type).filter(({ field }) => field.searchable && comparisonOf(field.kind) === 'folded');
  const words = text
    .trim()
    .split(/\s+/u)
    .filter((word) => word !== '');
  const room = Math.max(1, Math.floor(maxClauses / Math.max(1, fields.length)));
  // More words than there is room for are looked for as they stand, one after the other.
  const sought = words.length <= room ? words : [...words.slice(0, room - 1), words.slice(room - 1).join(' ')];
  return {
    and: sought.map((word) => ({
      or: fields.map(({ path }) => ({ field: path, op: 'contains' as const, value: word })),
    })),
  };
}
