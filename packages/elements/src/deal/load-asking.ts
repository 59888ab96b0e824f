import type * as asking from './asking/index.ts';

/** Fetches the forms, when something is first to be asked for. */
export function loadAsking(): Promise<typeof asking> {
  return import('./asking/index.ts');
}
