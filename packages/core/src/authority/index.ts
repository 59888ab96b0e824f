export type { AccessPolicy, TypePolicy } from './policy.ts';
export type { AuthorityStorage, AuthorityTransaction, MutationEntry, RecordChange, RememberedMutation, Tombstone } from './storage.ts';
