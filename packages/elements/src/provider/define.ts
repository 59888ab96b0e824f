import { define } from '../element/define.ts';
import { CrmProvider } from './provider.ts';

define('provider', CrmProvider);
