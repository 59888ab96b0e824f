import type { Issue, Patch } from '@rapport/core';
import { isRecordId } from '@rapport/core/live';
import type { Write } from '../client.ts';

const command = /^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)+$/;
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The faults in a write's form, before it is shown to anybody. What its values may be is the authority's to say. */
export function checkWrite({ command: name, patches }: Write): readonly Issue[] {
  const issues: Issue[] = [];
  if (!command.test(name)) issues.push({ path: ['command'], code: 'command' });
  if (patches.length === 0 || patches.length > 1_000)
    issues.push({ path: ['patches'], code: 'length', params: { least: 1, most: 1_000 } });
  for (const [index, patch] of patches.entries())
    for (const [part, code] of faultsOf(patch)) issues.push({ path: ['patches', index, part], code });
  return issues;
}

type Fault = readonly [part: string, code: string];

function faultsOf(patch: Patch): readonly Fault[] {
  const faults: Fault[] = [];
  const check = (isRight: boolean, part: string, code: string): void => void (isRight || faults.push([part, code]));
  check(isRecordId(patch.id), 'id', 'uuid');
  check(typeof patch.type === 'string' && patch.type !== '', 'type', 'type');
  if (patch.op === 'create') check(isObject(patch.set), 'set', 'object');
  else if (patch.op === 'update') {
    for (const part of ['set', 'add', 'remove', 'append', 'increment'] as const)
      check(patch[part] === undefined || isObject(patch[part]), part, 'object');
    check(patch.unset === undefined || Array.isArray(patch.unset), 'unset', 'list');
  } else check(patch.op === 'delete', 'op', 'op');
  return faults;
}
