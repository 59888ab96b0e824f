import type { AnyRecord, Backend, Mutation, MutationResult, Patch } from '@rapport/core';

export const at = '2026-01-01T00:00:00.000Z';
export const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

export const create = (n: number, name = `Contact ${n}`): Patch => ({
  op: 'create',
  type: 'contact',
  id: id(n),
  set: { name },
});
export const update = (n: number, set: Readonly<Record<string, unknown>>): Patch => ({
  op: 'update',
  type: 'contact',
  id: id(n),
  set,
});

let mutations = 0;
export const aMutation = (...patches: readonly Patch[]): Mutation => ({
  id: id(900_000 + (mutations += 1)),
  command: 'test.write',
  at,
  patches,
});

export const push = async (backend: Backend, ...patches: readonly Patch[]): Promise<MutationResult | undefined> =>
  (await backend.push([aMutation(...patches)]))[0];
export const contacts = async (backend: Backend): Promise<readonly AnyRecord[]> =>
  (await backend.query({ type: 'contact', limit: 1_000 })).records;
