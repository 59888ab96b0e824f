export type { Tabs } from './tabs.ts';
