export { actorSchema, roles, type Actor, type Role } from './actor.ts';
export type { Backend, CallOptions, GetAnswer, NamedRef } from './backend.ts';
export type { Change, ChangeMessage, Interest } from './change.ts';
export type { BackendDescription, FieldDescription, TypeDescription } from './description.ts';
export { mutationSchema, patchSchema, type FieldConflict, type Mutation, type MutationResult, type Patch, type Written } from './mutation.ts';
