import type { Backend, ChangeMessage, Model } from '@rapport/core';
import { standardModel } from '@rapport/core/standard-model';
import type { QueryCache, QueryCacheOptions } from './cache/index.ts';
import type { DeviceStorage } from './device/index.ts';
import type { Environment } from './environment.ts';
import { joinTabs, SharedFeed, type TabGroup, type Tabs } from './tabs/index.ts';

export interface SharingOptions {
  readonly account: string | undefined;
  readonly tabs: Tabs | false | undefined;
  readonly device: Promise<DeviceStorage> | undefined;
  readonly environment: Environment;
  /** The backend's own. */
  readonly changes: Backend['changes'];
  readonly planOf: QueryCacheOptions['planOf'];
  /** Takes in the record types that few pages ask for: queries of any may be kept. */
  readonly learn: (types: Model) => void;
}

/** What a client has in common with the other windows of its account, and with those that come after it. */
export interface Sharing {
  readonly group: TabGroup;
  readonly changes: Backend['changes'];
  /** Where the device keeps records, and that could be read. */
  readonly cache: QueryCache | undefined;
  /** The feed's cursor, as far as it is known before the first answer. */
  readonly position: () => Promise<string | null>;
  readonly close: () => Promise<void>;
}

/** Joins the other windows, and reads what is kept on the device. */
export async function startSharing(options: SharingOptions): Promise<Sharing> {
  const { environment, device } = options;
  options.learn(standardModel);
  const kept: { cache?: QueryCache | undefined } = {};
  const group = joinTabs(options, environment);
  const feed = new SharedFeed({
    group,
    environment,
    changes: options.changes,
    standing: () => kept.cache?.wanted ?? [],
    heard: (message: ChangeMessage, listened) => kept.cache?.hear(message, listened),
    expired: () => kept.cache?.expire(),
  });
  const position = await feed.position();
  const cache = (kept.cache = device && (await openCache(options, device, group, feed)));
  group.onLead((leads) => void cache?.setLeads(leads).catch(() => {}));
  group.on('answered', (message) => cache?.keepFor(message));
  if (group.leads) void cache?.setLeads(true).catch(() => {});
  let isFirst = true;
  return {
    group,
    cache,
    changes: (asked) => {
      if (asked.since !== null) cache?.follow(asked.since);
      return feed.changes(asked);
    },
    position: async () => {
      const known = cache?.cursor ?? (isFirst ? position : undefined) ?? (await feed.position());
      isFirst = false;
      return known;
    },
    close: async () => {
      feed.close();
      await cache?.close();
      group.close();
    },
  };
}

/** Undefined where the device can't be used: what is kept there can be asked for again. */
async function openCache(
  { environment, planOf }: SharingOptions,
  device: Promise<DeviceStorage>,
  group: TabGroup,
  feed: SharedFeed,
): Promise<QueryCache | undefined> {
  try {
    const [{ QueryCache }, { cache: storage }] = await Promise.all([import('./cache/index.ts'), device]);
    const cache = new QueryCache({
      storage,
      environment,
      planOf,
      post: (answered) => group.post({ kind: 'answered', ...answered }),
      wantsMore: () => feed.refresh(),
    });
    await cache.open(group.leads);
    return cache;
  } catch {
    return undefined;
  }
}
