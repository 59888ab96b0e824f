import type { KeptWrite } from '../device-storage.ts';
import type { Format } from './format.ts';

/** A write as it is kept. */
export const outboxFormat: Format<KeptWrite> = {
  schema: 1,
  upcasters: {},
  matches: (value): value is KeptWrite =>
    isObject(value) &&
    states.has(value['state']) &&
    isObject(value['mutation']) &&
    typeof value['mutation']['id'] === 'string' &&
    typeof value['mutation']['command'] === 'string' &&
    Array.isArray(value['mutation']['patches']),
};

const states: ReadonlySet<unknown> = new Set<KeptWrite['state']>([
  'queued',
  'inflight',
  'acknowledged',
  'refused',
  'conflict',
  'blocked',
]);

/** Stands for a write that is there and can't be read: seen by whoever looks after what was declined, and kept until it is discarded. */
export function unreadable(key: number): KeptWrite {
  const id = `unreadable-${key}`;
  return {
    mutation: { id, command: 'unreadable', at: '1970-01-01T00:00:00.000Z', patches: [] },
    state: 'refused',
    result: { id, status: 'refused', refusal: { ok: false, code: 'unreadable' } },
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
