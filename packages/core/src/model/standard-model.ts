import { assembleModel, type Model } from './model.ts';
import { standardTypes } from './records/index.ts';

/** The declared record types, with nothing added. */
export const standardModel: Model = assembleModel(Object.values(standardTypes));
