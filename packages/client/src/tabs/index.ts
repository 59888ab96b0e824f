export { joinTabs } from './join-tabs.ts';
export { wantedKey, type PostedMessage, type TabMessage, type Wanted } from './messages.ts';
export { MessageRing, type Heard } from './message-ring.ts';
export { SharedFeed, type SharedFeedOptions } from './shared-feed.ts';
export { TabGroup } from './tab-group.ts';
export type { Tabs } from './tabs.ts';
