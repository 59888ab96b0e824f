import type { ChoicesKey } from './choices/catalogue.ts';
import type { ComposerKey } from './composer/catalogue.ts';
import type { ContactCardKey } from './contact-card/catalogue.ts';
import type { DealBoardKey } from './deal-board/catalogue.ts';
import type { DealCardKey } from './deal-card/catalogue.ts';
import type { DealEditingKey } from './deal-editing/catalogue.ts';
import type { DealMovesKey } from './deal-moves/catalogue.ts';
import type { english } from './english.ts';
import type { Message } from './message.ts';
import type { SalesKey } from './sales/catalogue.ts';
import type { SyncStatusKey } from './sync-status/catalogue.ts';
import type { TimelineKey } from './timeline/catalogue.ts';

/** All the words, in one language, but those that come with one element. */
export type Catalogue = Readonly<Record<keyof typeof english, Message>>;
export type MessageKey =
  | keyof Catalogue
  | ChoicesKey
  | ComposerKey
  | ContactCardKey
  | TimelineKey
  | DealBoardKey
  | DealCardKey
  | DealEditingKey
  | DealMovesKey
  | SalesKey
  | SyncStatusKey;
