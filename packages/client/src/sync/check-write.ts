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
    issues.push(...checkPatch(patch).map((fault) => ({ ...fault, path: ['patches', index, ...fault.path] })));
  return issues;
}

function checkPatch(patch: Patch): Issue[] {
  const issues: Issue[] = [];
  if (!isRecordId(patch.id)) issues.push({ path: ['id'], code: 'uuid' });
  if (typeof patch.type !== 'string' || patch.type === '') issues.push({ path: ['type'], code: 'type' });
  switch (patch.op) {
    case 'create':
      if (!isObject(patch.set)) issues.push({ path: ['set'], code: 'object' });
      break;
    case 'update':
      for (const part of ['set', 'add', 'remove', 'append', 'increment'] as const) {
        if (patch[part] !== undefined && !isObject(patch[part])) issues.push({ path: [part], code: 'object' });
      }
      if (patch.unset !== undefined && !Array.isArray(patch.unset)) issues.push({ path: ['unset'], code: 'list' });
      break;
    case 'delete':
      break;
    default:
      issues.push({ path: ['op'], code: 'op' });
  }
  return issues;
}
