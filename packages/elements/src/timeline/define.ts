import { define } from '../element/define.ts';
import { CrmTimeline } from './timeline.ts';

define('timeline', CrmTimeline);
