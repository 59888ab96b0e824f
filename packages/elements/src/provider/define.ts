import { define } from '../element/index.ts';
import { CrmProvider } from './provider.ts';

define('provider', CrmProvider);

// So that whoever imports this knows the tag's type.
export type { CrmProvider };
