import { define } from '../element/define.ts';
import { CrmContactCard } from './contact-card.ts';

define('contact-card', CrmContactCard);
