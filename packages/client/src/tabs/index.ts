export { browserTabs } from './browser-tabs.ts';
export type { PostedMessage, TabMessage } from './messages.ts';
export { SharedFeed } from './shared-feed.ts';
export { TabGroup } from './tab-group.ts';
export type { Tabs } from './tabs.ts';
