import type * as foreignMessage from './foreign-message.ts';

/** What shows foreign HTML: the sanitiser and the frame, which few pages need. */
export type ForeignMessage = typeof foreignMessage;

/** Fetches it, once: a module is loaded no more often. */
export const loadForeignMessage = (): Promise<ForeignMessage> => import('./foreign-message.ts');
