import type { Client } from '@rapport/client';
import type { Stage } from '@rapport/core';
import type { DecisionContext } from '@rapport/core/pipeline';
import type { LitElement } from 'lit';
import type { MessagesController } from '../../messages/index.ts';
import type { RecordNames } from '../record-names.ts';

/** The element that asks, as far as its forms see it. It draws `template()`. */
export interface AskingPlace {
  readonly element: LitElement;
  readonly words: MessagesController;
  readonly client: Client | undefined;
  readonly names: RecordNames;
  /** Of every pipeline. */
  readonly allStages: readonly Stage[];
  /** What an amount is asked for in where the deal has none. */
  readonly currency: string | undefined;
  readonly context: DecisionContext;
}
