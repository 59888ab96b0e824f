import type { Patch } from '@rapport/core';

/** What may be done twice, and looks the same as done once. */
export function withoutAdditions(patch: Patch): Patch {
  if (patch.op !== 'update') return patch;
  const { append: _, increment: __, ...rest } = patch;
  return rest;
}
