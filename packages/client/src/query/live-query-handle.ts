import type { LiveQuery } from '../client.ts';
import type { LiveQueryDriver } from './live-query.ts';

/** A handle on a query that outlives its being released: it is opened again when somebody subscribes again. */
export function liveQueryHandle(open: () => LiveQueryDriver, release: (driver: LiveQueryDriver) => void): LiveQuery {
  return {
    getSnapshot: () => open().getSnapshot(),
    subscribe: (listener) => {
      const driver = open();
      const stop = driver.subscribe(listener);
      return () => {
        stop();
        release(driver);
      };
    },
    loadMore: () => open().loadMore(),
    refresh: () => open().refresh(),
  };
}
