import type { KeptWrite, OutboxStorage } from '../device/index.ts';

/** Writes that wait, for as long as the page is there. */
export function memoryOutbox(kept: readonly KeptWrite[] = []): OutboxStorage {
  return {
    load: () => Promise.resolve(kept),
    change: async (step) => (kept = step(kept)),
    end: () => Promise.resolve(kept),
  };
}

/** The same with writes that are known later. */
export function laterOutbox(kept: Promise<readonly KeptWrite[]>): OutboxStorage {
  const memory = kept.then(memoryOutbox);
  return {
    load: async () => (await memory).load(),
    change: async (step) => (await memory).change(step),
    end: async () => (await memory).end(),
  };
}
