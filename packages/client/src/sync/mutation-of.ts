import type { AnyRecord, Mutation, NewId, Patch, RecordRef } from '@rapport/core';
import { InvalidInputError } from '@rapport/core/failure';
import { toInstant } from '@rapport/core/live';
import type { Write } from '../client.ts';
import { checkWrite } from './check-write.ts';

export interface WriteContext {
  readonly clock: () => number;
  readonly newId: NewId;
  /** What the backend said last. */
  readonly base: (ref: RecordRef) => AnyRecord | undefined;
  /** The same with pending writes on top: what the writer sees. */
  readonly shown: (ref: RecordRef) => AnyRecord | undefined;
}

/**
 * A write as it is sent: with an id, the time, and what each patch was based on, as the writer saw it.
 * @throws InvalidInputError where the write is malformed, with the path of each fault.
 */
export function mutationOf(write: Write, { clock, newId, base, shown }: WriteContext): Mutation {
  const issues = checkWrite(write);
  if (issues.length > 0)
    throw new InvalidInputError(`The write ${JSON.stringify(write.command)} is malformed: see issues.`, issues);
  return {
    id: newId(),
    command: write.command,
    at: toInstant(clock()),
    patches: write.patches.map((patch) => basedOn(patch, base(patch), shown(patch))),
  };
}

function basedOn(patch: Patch, base: AnyRecord | undefined, shown: AnyRecord | undefined): Patch {
  if (patch.op === 'create' || patch.base || !shown) return patch;
  const version = base ? { version: base.version } : {};
  if (patch.op === 'delete') return { ...patch, base: version };
  const touched = [...Object.keys(patch.set ?? {}), ...(patch.unset ?? [])];
  const fields = Object.fromEntries(
    touched.flatMap((name) => {
      const value = valueNamed(shown, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return { ...patch, base: { ...version, fields } };
}

/** A field as a patch names it: at the root, or `custom.name` and `externalIds.system`. */
function valueNamed(record: AnyRecord, name: string): unknown {
  const [inside, ...rest] = name.split('.');
  return inside === 'custom' || inside === 'externalIds' ? record[inside][rest.join('.')] : record[name];
}
