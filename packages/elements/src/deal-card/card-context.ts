import type { Client } from '@rapport/client';
import type { Deal, Pipeline, Stage, User } from '@rapport/core';
import type { Decided, DecisionContext } from '@rapport/core/pipeline';
import type { Result } from '@rapport/core';
import type { MessagesController } from '../messages/index.ts';
import type { DealDecision } from './deal-card.events.ts';
import type { DealRecords } from './deal-records.ts';
import type { PartEditing } from './part-editing.ts';

/** How something that was taken away comes back, as things stand by then. */
export interface WayBack {
  readonly said: string;
  readonly decision: DealDecision;
  readonly decide: (context: CardContext) => Result<Decided>;
  readonly backSaid: string;
}

/** What the parts of a card are drawn from, for one drawing. */
export interface CardContext {
  readonly client: Client;
  readonly words: MessagesController;
  readonly deal: Deal;
  readonly records: DealRecords;
  readonly pipeline: Pipeline | undefined;
  /** The pipeline's, in the order of the process. */
  readonly stages: readonly Stage[];
  readonly stage: Stage | undefined;
  readonly status: 'open' | 'won' | 'lost';
  readonly now: number;
  readonly timeZone: string;
  readonly decisions: DecisionContext;
  /** What people are called; undefined for somebody who is not known here. */
  readonly users: ReadonlyMap<string, User>;
  /** Whether a field of the deal, or records of a type about it, may be changed here. */
  readonly mayEdit: (field: string) => boolean;
  readonly mayWrite: (type: string) => boolean;
  /** Decides and writes; a refusal is shown in the part that is named. */
  readonly decide: (part: string, decision: DealDecision, decided: Result<Decided>, said?: string) => void;
  /** The same for what takes something away: until something else is done in the part, there is a way back. */
  readonly remove: (part: string, decision: DealDecision, decided: Result<Decided>, back: WayBack) => void;
  /** What was taken away last in a part. */
  readonly removedFrom: (part: string) => { readonly said: string; readonly undo: () => void } | undefined;
  /** Why the last decision in a part did not take effect. */
  readonly faultOf: (part: string) => string | undefined;
  /** The forms of the card's parts. */
  readonly editing: PartEditing;
}
