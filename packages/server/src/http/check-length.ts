import { InvalidInputError } from '@rapport/core';

/** @throws InvalidInputError where a list is longer than the server takes at once. */
export function checkLength(list: readonly unknown[], name: string, maximum: number): void {
  if (list.length <= maximum) return;
  throw new InvalidInputError(
    `At most ${maximum} ${name} are taken at once; send the ${list.length} in several requests.`,
    [{ path: [name], code: 'too-many', params: { maximum } }],
  );
}
