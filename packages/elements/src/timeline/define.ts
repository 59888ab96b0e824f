import { define } from '../element/index.ts';
import { CrmTimeline } from './timeline.ts';

define('timeline', CrmTimeline);

// So that whoever imports this knows the tag's type.
export type { CrmTimeline };
