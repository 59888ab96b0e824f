import { CrmContactCard } from './contact-card/index.ts';
import { CrmDealBoard } from './deal-board/index.ts';
import { CrmDealCard } from './deal-card/index.ts';
import { define, type DefineOptions } from './element/index.ts';
import { CrmForecast } from './forecast/index.ts';
import { CrmPipelineReport } from './pipeline-report/index.ts';
import { CrmProvider } from './provider/index.ts';
import { CrmSyncStatus } from './sync-status/index.ts';
import { CrmTimeline } from './timeline/index.ts';

/** Registers every element under a prefix (`crm` where it is not said) in a registry (the page's own where it is not said). */
export function registerAll(options: DefineOptions = {}): void {
  define('provider', CrmProvider, options);
  define('contact-card', CrmContactCard, options);
  define('deal-board', CrmDealBoard, options);
  define('deal-card', CrmDealCard, options);
  define('forecast', CrmForecast, options);
  define('pipeline-report', CrmPipelineReport, options);
  define('sync-status', CrmSyncStatus, options);
  define('timeline', CrmTimeline, options);
}
