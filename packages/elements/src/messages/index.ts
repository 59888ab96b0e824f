export type { Catalogue, MessageKey } from './catalogue.ts';
export { loadMessages, setMessages } from './catalogues.ts';
export { formatDate, formatDuration, formatList, formatMoney, formatNumber, formatRelative } from './formats.ts';
export type { Message, MessageValues } from './message.ts';
export { MessagesController } from './messages-controller.ts';
export { english } from './english.ts';
