export { mailUrl, phoneUrl, safeUrl } from './safe-url.ts';
export { loadForeignMessage, type ForeignMessage } from './load-foreign-message.ts';
