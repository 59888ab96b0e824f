import type { Environment } from '../environment.ts';
import { browserTabs } from './browser-tabs.ts';
import { soloTabs } from './solo-tabs.ts';
import { TabGroup } from './tab-group.ts';
import type { Tabs } from './tabs.ts';

/** Joins the windows of an account; alone where nobody says whose they are, or they are not wanted. */
export function joinTabs(
  { account, tabs }: { readonly account?: string | undefined; readonly tabs?: Tabs | false | undefined },
  environment: Pick<Environment, 'schedule' | 'newId'>,
): TabGroup {
  const joined = tabs === false ? undefined : (tabs ?? (account === undefined ? undefined : browserTabs(account)));
  return new TabGroup(joined ?? soloTabs(), environment);
}
