import { define } from '../element/index.ts';
import { CrmForecast } from './forecast.ts';

define('forecast', CrmForecast);

// So that whoever imports this knows the tag's type.
export type { CrmForecast };
