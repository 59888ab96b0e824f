import { define } from '../element/index.ts';
import { CrmContactCard } from './contact-card.ts';

define('contact-card', CrmContactCard);

// So that whoever imports this knows the tag's type.
export type { CrmContactCard };
