import { assembleModel, type Model } from './model.ts';
import { everydayTypes } from './records/everyday.ts';

/** The declared record types that most pages show: a page has the others, `standardModel`, once it asks for one of them. */
export const everydayModel: Model = assembleModel(Object.values(everydayTypes));
