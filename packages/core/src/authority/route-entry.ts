import { bindActor, dependenciesOf, type Filter } from '../filter/index.ts';
import type { AnyRecord, Model } from '../model/index.ts';
import type { Actor, Change, Interest } from '../port/index.ts';
import { isEverything, readFilter, visibleRecord } from './access.ts';
import type { AccessPolicy } from './policy.ts';
import type { MutationEntry } from './storage.ts';

/** Whether a filter holds of a record, as things stand now. Policies' filters are measured over every record, readers' over what the reader may see. */
export type Holds = (filter: Filter, record: AnyRecord, over: 'all' | 'readable') => boolean;

export interface FeedReaderOptions {
  readonly model: Model;
  readonly policy: AccessPolicy;
  readonly actor: Actor;
  /** Undefined: everything the reader may see, as if there were one interest per record type, whose id is the type's name. */
  readonly interests?: readonly Interest[] | undefined;
  readonly holds: Holds;
}

/** Somebody who follows the feed, with what is worked out once for every entry. */
export interface FeedReader {
  readonly sees: (record: AnyRecord) => boolean;
  readonly show: (record: AnyRecord) => AnyRecord;
  readonly interests: readonly ReadInterest[];
}

interface ReadInterest {
  readonly id: string;
  readonly type: string;
  readonly wants: (record: AnyRecord) => boolean;
  /** Whether its filter reaches other records: what it held of the record before can then not be told. */
  readonly reaching: boolean;
  /** The other types on which depends what it holds of, or what the reader sees of it. */
  readonly dependencies: ReadonlySet<string>;
}

export function createFeedReader({ model, policy, actor, interests, holds }: FeedReaderOptions): FeedReader {
  const reads = new Map([...model.types.keys()].map((type) => [type, readFilter(policy, actor, type)] as const));
  const readOf = (type: string): Filter => reads.get(type) ?? { or: [] };
  const readDependencies = new Map(
    [...reads].map(([type, read]) => [type, dependenciesOf(model, type, read)] as const),
  );
  const asked = interests ?? [...model.types.keys()].map((type): Interest => ({ id: type, type }));
  return {
    sees: (record) => isEverything(readOf(record.type)) || holds(readOf(record.type), record, 'all'),
    show: (record) => visibleRecord(record, policy, actor.role),
    interests: asked
      .filter(({ type }) => reads.has(type))
      .map(({ id, type, where }): ReadInterest => {
        const bound = where && bindActor(where, actor);
        const reached = bound ? dependenciesOf(model, type, bound) : new Set<string>();
        // What the filter reaches counts as far as the reader may see it, and that may hang on further types.
        const dependencies = new Set(
          [type, ...reached].flatMap((name) => [...(readDependencies.get(name) ?? [])]).concat([...reached]),
        );
        return {
          id,
          type,
          wants: (record) => bound === undefined || holds(bound, record, 'readable'),
          reaching: reached.size > 0,
          dependencies,
        };
      }),
  };
}

export interface RoutedEntry {
  readonly changes: readonly Change[];
  /** Ids of interests whose answer may have changed in a way the changes can't show. */
  readonly recheck: readonly string[];
}

/**
 * What one reader is sent of an entry (rule A12), by the records before and after. Where the reader's sight, or what it asked for, hangs on records of
 * other types, a change of those is answered by a recheck: the entry itself can't show which records came into sight, or left it, by that.
 */
export function routeEntry(entry: Pick<MutationEntry, 'changes'>, reader: FeedReader): RoutedEntry {
  const touched = new Set(entry.changes.map(({ before, after }) => (after ?? before)?.type ?? ''));
  return {
    changes: entry.changes.flatMap(({ before, after }) => routeChange(before, after, reader) ?? []),
    recheck: reader.interests
      .filter(({ dependencies }) => [...touched].some((type) => dependencies.has(type)))
      .map(({ id }) => id),
  };
}

function routeChange(before: AnyRecord | null, after: AnyRecord | null, reader: FeedReader): Change | undefined {
  const type = (after ?? before)?.type ?? '';
  const interests = reader.interests.filter((interest) => interest.type === type);
  if (interests.length === 0) return undefined;
  const had =
    before !== null && reader.sees(before) && interests.some((interest) => interest.reaching || interest.wants(before));
  if (after === null)
    return before && had ? { op: 'delete', type, id: before.id, version: before.version + 1 } : undefined;
  if (reader.sees(after) && interests.some((interest) => interest.wants(after)))
    return { op: 'put', record: reader.show(after) };
  return had ? { op: 'evict', type, id: after.id, version: after.version } : undefined;
}
