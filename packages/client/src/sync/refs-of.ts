import type { Mutation, RecordRef } from '@rapport/core';
import { refKey } from '@rapport/core/identity';

/** The records a mutation touches, each once. */
export function refsOf(mutation: Mutation): readonly RecordRef[] {
  return [...new Map(mutation.patches.map(({ type, id }) => [refKey({ type, id }), { type, id }])).values()];
}
