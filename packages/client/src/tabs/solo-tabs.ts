import type { Tabs } from './tabs.ts';

/** No other windows: this one leads. */
export function soloTabs(): Tabs {
  return {
    contend: ({ lead }) => {
      let isWanted = true;
      queueMicrotask(() => {
        if (isWanted) lead();
      });
      return () => (isWanted = false);
    },
    seize: () => {},
    post: () => {},
    listen: () => () => {},
    close: () => {},
  };
}
