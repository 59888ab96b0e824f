import type { RapportError } from './rapport-error.ts';

/** `instanceof` that also holds across two copies of the package on one page. */
export function isRapportError(value: unknown): value is RapportError {
  return value instanceof Error && 'code' in value && typeof value.code === 'string' && errorNames.has(value.name);
}
const errorNames: ReadonlySet<string> = new Set(['RapportError', 'InvalidInputError', 'BackendError']);
