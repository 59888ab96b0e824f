export { roles, type Role } from './role.ts';
export { actorSchema, type Actor } from './actor.ts';
export type { Backend, CallOptions, GetAnswer, NamedRef } from './backend.ts';
export type { Change, ChangeMessage, Interest } from './change.ts';
export type { BackendDescription, FieldDescription, TypeDescription } from './description.ts';
export { plan, type FilterPlan } from './plan.ts';
export type { FieldConflict, Mutation, MutationResult, Written } from './mutation.ts';
export { mutationSchema, patchSchema, type Patch } from './mutation-schema.ts';
