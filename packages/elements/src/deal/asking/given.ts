import type { CloseDeal, LoseDeal } from '@rapport/core/pipeline';

/** What is given along with a decision: what was asked for in a form. */
export type Given = Omit<CloseDeal & LoseDeal, 'stage' | 'place'>;
