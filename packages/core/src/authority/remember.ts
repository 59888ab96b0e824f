import type { Written } from '../port/index.ts';
import type { MutationEntry, RememberedMutation } from './storage.ts';

/** What a storage keeps of a mutation for the time it is sent again: which records it wrote, not what they were. */
export function remember({ digest, result }: MutationEntry): RememberedMutation {
  return { digest, result: 'written' in result ? { ...result, written: result.written.map(bare) } : result };
}

function bare(written: Written): Written {
  const { type, id, version } = 'record' in written ? written.record : written.deleted;
  return { deleted: { type, id, version } };
}
