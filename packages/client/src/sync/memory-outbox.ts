import type { KeptWrite, OutboxStorage } from '../device/index.ts';

/** Writes that wait, for as long as the page is there. */
export function memoryOutbox(kept: readonly KeptWrite[] = []): OutboxStorage {
  return {
    load: () => Promise.resolve(kept),
    change: async (step) => (kept = step(kept)),
  };
}
