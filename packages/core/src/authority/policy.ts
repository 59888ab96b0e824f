import type { Filter } from '../filter/index.ts';
import type { Role } from '../port/index.ts';

/**
 * What a role may do with a type's records. A filter may use `{ actor: … }`, and is measured over every record, whoever may see it: whatever it
 * depends on, it gives nothing of that away but the records it lets through. Fields are named as in a patch (`notes`, `custom.shoeSize`); the envelope is always seen.
 */
export interface TypePolicy {
  /** The records that may be seen. */
  readonly read: Filter;
  /** The records that may be created, changed and deleted; a record must satisfy it before and after. Missing: none. */
  readonly write?: Filter;
  readonly create?: boolean;
  /** Missing: as far as `write` goes. */
  readonly update?: boolean;
  readonly delete?: boolean;
  /** Fields the role does not learn of. */
  readonly hidden?: readonly string[];
  /** Fields the role sees and can't set. */
  readonly readOnly?: readonly string[];
}

/** Access by role and record type. What is not named is not permitted; `'*'` stands for every type that is not named. */
export type AccessPolicy = Readonly<Record<Role, Readonly<Record<string, TypePolicy>>>>;
