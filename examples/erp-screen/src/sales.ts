import '@rapport/elements/define/deal-board';
import '@rapport/elements/define/provider';
import '@rapport/elements/define/sync-status';
import type { CrmDealBoard } from '@rapport/elements/deal-board';
import type { CrmDealCard } from '@rapport/elements/deal-card';
import type { CrmForecast } from '@rapport/elements/forecast';
import type { CrmProvider } from '@rapport/elements/provider';
import { part } from './screen/part.ts';
import { tabs } from './screen/tabs.ts';
import { signIn } from './session.ts';

const provider = part('rapport', HTMLElement) as CrmProvider;
const board = part('board', HTMLElement) as CrmDealBoard;
const card = part('deal-card', HTMLElement) as CrmDealCard;
const forecast = part('forecast', HTMLElement) as CrmForecast;
const panel = part('deal', HTMLDialogElement);

// What the first tab does not show is loaded with its own.
tabs({
  'forecast-tab': () => void import('@rapport/elements/define/forecast'),
  'report-tab': () => void import('@rapport/elements/define/pipeline-report'),
});

board.addEventListener('crm-deal-open', ({ deal }) => {
  void import('@rapport/elements/define/deal-card');
  card.deal = deal.id;
  panel.showModal();
});
part('close-deal', HTMLButtonElement).addEventListener('click', () => panel.close());
panel.addEventListener('close', () => {
  card.deal = undefined;
});

const { url, account, getToken, user } = await signIn();
board.user = user;
card.user = user;
forecast.user = user;
provider.getToken = getToken;
// What is typed here outlives the browser: it is kept on the device, sealed, until Rapport has it.
provider.account = account;
provider.persistence = 'indexeddb';
provider.url = url;
