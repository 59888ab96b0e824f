import type { Filter } from '../filter/index.ts';
import type { Role } from '../port/index.ts';

/** What a role may do with a type's records. A filter may use `{ actor: … }`. */
export interface TypePolicy {
  /** The records that may be seen. */
  readonly read: Filter;
  /** The records that may be created, changed and deleted; a record must satisfy it before and after. Missing: none. */
  readonly write?: Filter;
  readonly create?: boolean;
  readonly delete?: boolean;
  /** Fields the role does not learn of. */
  readonly hidden?: readonly string[];
  /** Fields the role sees and can't set. */
  readonly readOnly?: readonly string[];
}

/** Access by role and record type. What is not named is not permitted; `'*'` stands for every type that is not named. */
export type AccessPolicy = Readonly<Record<Role, Readonly<Record<string, TypePolicy>>>>;
