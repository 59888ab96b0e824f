import type { FieldClause, Filter } from '../../filter/index.ts';
import type {
  AnyRecord,
  Envelope,
  RecordName,
  RecordRef,
  StandardRecords,
  StandardTypeName,
} from '../../model/index.ts';
import type { TimelineFilter, TimelineItem, TimelineKind, TimelinePerson } from '../item.ts';

/** Whose history it is: a record by our id or by a foreign system's. */
export interface TimelineSubject {
  readonly type: 'contact' | 'company' | 'deal';
  readonly name: RecordName;
}

/** What an item is made with, besides the record. */
export interface ItemContext {
  /** Follows a reference. Undefined where the record is not at hand, or not for the reader to see: the item does without. */
  readonly resolve: (ref: RecordRef) => AnyRecord | undefined;
  /** The record carries a write that has not been acknowledged. */
  readonly pending?: boolean;
}

/** How records of one type become items of one source. */
export interface RecordItems {
  /** The source's id. */
  readonly source: string;
  readonly type: StandardTypeName;
  /** The field with the instant at which it happened. */
  readonly at: string;
  readonly kinds: readonly TimelineKind[];
  /** The references whose records an item shows something of, with the types they lead to. */
  readonly references: Readonly<Record<string, string>>;
  /** Paths of what search looks into: all of it is in the item's title, body or people. */
  readonly searched: readonly string[];
  /** Which records belong to a subject; null where none do. */
  readonly where: (subject: TimelineSubject) => Filter | null;
  /** Which of them a filter by channel leaves; null none. Where this is missing, the items have no channel. */
  readonly ofChannels?: (channels: readonly string[]) => Filter | null;
  /** `where` can be asked only of a subject named by our id. */
  readonly needsId?: boolean;
  readonly item: (record: AnyRecord, context: ItemContext) => TimelineItem;
}

/** Declares how records of a type become items, typed by the type's name. */
export function recordItems<const Name extends StandardTypeName>(
  type: Name,
  declaration: Omit<RecordItems, 'type' | 'at' | 'references' | 'item'> & {
    readonly at: keyof StandardRecords[Name] & string;
    readonly references: Readonly<Partial<Record<keyof StandardRecords[Name] & string, StandardTypeName>>>;
    readonly item: (record: StandardRecords[Name], context: ItemContext) => TimelineItem;
  },
): RecordItems {
  const { item, references } = declaration;
  return {
    ...declaration,
    type,
    references: references as RecordItems['references'],
    item: (record, context) => item(record as StandardRecords[Name], context),
  };
}

/** The clause that a reference, reached by a path, leads to the subject. A foreign name needs no look-up: the path goes on to it. */
export function refersTo(path: string, { name }: TimelineSubject): FieldClause {
  return 'id' in name
    ? { field: path, op: 'eq', value: name.id }
    : { field: `${path}.externalIds.${name.system}`, op: 'eq', value: name.externalId };
}

/** The filter of a source for what a reader asks to see; null where it has nothing of the kind. It lets through no less than the reader's filter. */
export function recordFilter(records: RecordItems, subject: TimelineSubject, filter: TimelineFilter): Filter | null {
  const where = records.where(subject);
  if (where === null) return null;
  const clauses: Filter[] = [where];
  if (filter.kinds) {
    const kinds = records.kinds.filter((kind) => filter.kinds?.includes(kind));
    if (kinds.length === 0) return null;
    if (kinds.length < records.kinds.length) clauses.push({ field: 'kind', op: 'in', value: kinds });
  }
  if (filter.channels) {
    const channels = records.ofChannels?.(filter.channels) ?? null;
    if (channels === null) return null;
    clauses.push(channels);
  }
  const search = filter.search?.trim();
  if (search) clauses.push({ or: records.searched.map((field) => ({ field, op: 'contains', value: search })) });
  return clauses.length === 1 ? where : { and: clauses };
}

/** A person of ours, where there is one and the name is known. */
export function person(
  type: 'contact' | 'user',
  id: string | null | undefined,
  { resolve }: ItemContext,
): TimelinePerson[] {
  const name = id ? resolve({ type, id })?.['name'] : undefined;
  return id && typeof name === 'string' ? [{ name, ref: { type, id } }] : [];
}

/** The fields every item has. */
export function itemOf(
  source: string,
  record: Envelope,
  { pending }: ItemContext,
): Pick<TimelineItem, 'id' | 'source' | 'ref' | 'pending'> {
  return { id: record.id, source, ref: { type: record.type, id: record.id }, ...(pending ? { pending } : {}) };
}

/** Leaves out what is null or missing: an item has a value or has no such field. */
export function present<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], null | undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], null | undefined>;
  };
}
