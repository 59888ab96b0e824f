import type { Client } from '@rapport/client';
import type { Timeline } from '@rapport/client/timeline';
import type { LitElement } from 'lit';
import type { MessagesController } from '../../messages/index.ts';
import type { ComposeOffer } from '../compose-button.ts';
import type { EntryContext } from '../composer/entry.ts';

/** What handling a timeline needs of it. */
export interface HandlingHost {
  readonly element: LitElement;
  readonly words: MessagesController;
  readonly timeline: () => Timeline | undefined;
  /** Undefined while it is not known whom an entry is about. */
  readonly context: () => (EntryContext & { readonly client: Client }) | undefined;
  /** What the reader may write, in words. */
  readonly offer: () => ComposeOffer;
  /** What a draft belongs to. */
  readonly subject: () => string;
  readonly toTop: () => void;
  /** Moves the focus once the element is drawn. */
  readonly focus: (selector: string) => void;
  readonly announce: (text: string) => void;
}
