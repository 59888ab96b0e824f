import { define } from '../element/index.ts';
import { CrmDealCard } from './deal-card.ts';

define('deal-card', CrmDealCard);

// So that whoever imports this knows the tag's type.
export type { CrmDealCard };
