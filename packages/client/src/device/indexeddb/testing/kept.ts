import type { AnyRecord, Mutation } from '@rapport/core';
import type { KeptWrite } from '../../device-storage.ts';

export const idOf = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const at = '2026-01-01T00:00:00.000Z';

export function aMutation(n: number, name = `Contact ${n}`): Mutation {
  return {
    id: idOf(n),
    command: 'contact.create',
    at,
    patches: [{ op: 'create', type: 'contact', id: idOf(n), set: { name } }],
  };
}

export function aWrite(n: number, state: KeptWrite['state'] = 'queued'): KeptWrite {
  return { mutation: aMutation(n), state };
}

export function aContact(n: number, version = 1, values: Readonly<Record<string, unknown>> = {}): AnyRecord {
  const envelope = { type: 'contact', id: idOf(n), version, createdAt: at, updatedAt: at, externalIds: {}, custom: {} };
  return { ...envelope, name: `Contact ${n}`, ...values };
}
