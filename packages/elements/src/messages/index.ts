export type { Catalogue, MessageKey } from './catalogue.ts';
export { loadMessages, setMessages } from './catalogues.ts';
export { formatDate, formatDuration, formatList, formatMoney, formatNumber, formatRelative } from './formats.ts';
export type { Message, MessageValues } from './message.ts';
export { MessagesController } from './messages-controller.ts';
export { english } from './english.ts';
export type { SyncStatusKey } from './sync-status/catalogue.ts';
export { syncStatusEnglish } from './sync-status/english.ts';
export { loadSyncStatusMessages } from './sync-status/load.ts';
