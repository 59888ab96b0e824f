import type { takeOver } from './take-over.ts';

/** Fetches what keeps few elements for a long list, where it begins with `FirstRows`. */
export const loadTakeOver = async (): Promise<typeof takeOver> => (await import('./take-over.ts')).takeOver;
