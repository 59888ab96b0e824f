import type { ChoicesKey } from './choices/catalogue.ts';
import type { CommonKey } from './common/catalogue.ts';
import type { ComposerKey } from './composer/catalogue.ts';
import type { ContactCardKey } from './contact-card/catalogue.ts';
import type { DealBoardKey } from './deal-board/catalogue.ts';
import type { DealCardKey } from './deal-card/catalogue.ts';
import type { DealEditingKey } from './deal-editing/catalogue.ts';
import type { DealMovesKey } from './deal-moves/catalogue.ts';
import type { EditingKey } from './editing/catalogue.ts';
import type { ForeignKey } from './foreign/catalogue.ts';
import type { Message } from './message.ts';
import type { SalesKey } from './sales/catalogue.ts';
import type { SyncStatusKey } from './sync-status/catalogue.ts';
import type { TimelineKey } from './timeline/catalogue.ts';

/** Everything that the elements say, by name: each part of the catalogue has some. */
export type MessageKey =
  | CommonKey
  | EditingKey
  | ForeignKey
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

/** Words in one language, as many as there are. */
export type Messages = Partial<Readonly<Record<MessageKey, Message>>>;
