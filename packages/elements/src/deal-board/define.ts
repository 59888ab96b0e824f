import { define } from '../element/index.ts';
import { CrmDealBoard } from './deal-board.ts';

define('deal-board', CrmDealBoard);

// So that whoever imports this knows the tag's type.
export type { CrmDealBoard };
