export type { AccessPolicy, TypePolicy } from './policy.ts';
export type { RecordRule, RecordRules, RuleContext, RuleReads } from './record-rule.ts';
export { typesRead, type RuleOptions } from './check-rules.ts';
export type {
  AuthorityStorage,
  AuthorityTransaction,
  Basis,
  MutationEntry,
  RecordChange,
  ReferringSet,
  RememberedMutation,
  Tombstone,
} from './storage.ts';
export { applyMutation, maxChanges, type AppliedMutation } from './apply-mutation.ts';
export { applyPatch, mergePatch, type MergedPatch } from './apply-patch.ts';
export { mergeField, type MergedField } from './merge-field.ts';
export { isEverything, readFilter, readableModel, typePolicy, visibleRecord, writeFilter } from './access.ts';
export { defaultPolicy } from './default-policy.ts';
export {
  createFeedReader,
  routeEntry,
  type FeedReader,
  type FeedReaderOptions,
  type Holds,
  type RoutedEntry,
} from './route-entry.ts';
export { describeModel } from './describe-model.ts';
export { referrersOf, type ReferenceField } from './patch-fields.ts';
export { checkPolicy } from './check-policy.ts';
export { remember } from './remember.ts';
