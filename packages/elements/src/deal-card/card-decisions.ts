import type { Client } from '@rapport/client';
import type { Deal, MutationResult, Refusal, Result, Stage } from '@rapport/core';
import type { Decided } from '@rapport/core/pipeline';
import type { LitElement } from 'lit';
import type { MessagesController } from '../messages/index.ts';
import { writeDecision } from '../sales/index.ts';
import type { CardContext, WayBack } from './card-context.ts';
import { CrmDealDecideEvent, CrmDealDecidedEvent, type DealDecision } from './deal-card.events.ts';
import type { Written } from './part-editing.ts';
import { refusalWords } from './refusal-words.ts';
import { Way, type Outcome, type WayDecision } from './way.ts';

/** Why a decision did not take effect. */
type Fault = { readonly refusal: MutationResult | Refusal } | { readonly text: string };

/** What has the focus with the next drawing: only where what had it is gone, or always. */
export interface NextFocus {
  readonly selector: string;
  readonly always: boolean;
}

/** The card, as far as its decisions see it. */
export interface DecidingCard {
  readonly element: LitElement;
  readonly words: MessagesController;
  /** The deal as it is now, and where it is written; undefined where there is neither. */
  present(): { readonly deal: Deal; readonly client: Client } | undefined;
  focus(next: NextFocus): void;
}

/** Decides about a deal: the host has its say, then it is written, and said, or it is told where it was decided why it did not take effect. */
export class CardDecisions {
  readonly way: Way;
  readonly #card: DecidingCard;
  /** Why the last decision did not take effect, by the part it was made in. */
  readonly #faults = new Map<string, Fault>();
  /** What was taken away last, by the part it was in. */
  readonly #removed = new Map<string, WayBack>();
  #isGoing = false;
  #said = '';

  constructor(card: DecidingCard) {
    this.#card = card;
    this.way = new Way(card.element, card.words);
  }

  /** Whether the deal is on its way to another stage. */
  get isGoing(): boolean {
    return this.#isGoing;
  }

  /** What took effect last, for those who do not see it. */
  get said(): string {
    return this.#said;
  }

  /** Forgets what was about another deal. */
  clear(): void {
    this.#faults.clear();
    this.#removed.clear();
    this.way.cancel();
    this.#said = '';
  }

  /** What takes deciding in a part could not be fetched. */
  unreachable(part: string): void {
    this.#faults.set(part, { text: this.#card.words.text('handlingFault') });
    this.#card.element.requestUpdate();
  }

  faultOf(part: string, context: CardContext): string | undefined {
    const fault = this.#faults.get(part);
    return fault && ('text' in fault ? fault.text : refusalWords(context, fault.refusal));
  }

  removedFrom(part: string, context: CardContext): ReturnType<CardContext['removedFrom']> {
    const back = this.#removed.get(part);
    if (!back) return undefined;
    const undo = (): void => void this.decide(part, back.decision, back.decide(context), back.backSaid);
    return { said: back.said, undo };
  }

  /** Lets the host have its say, writes, and tells. */
  async write(decision: DealDecision, decided: Result<Decided>, said = ''): Promise<Written> {
    const { element } = this.#card;
    const present = this.#card.present();
    if (!present || !element.dispatchEvent(new CrmDealDecideEvent(present.deal, decision))) return 'prevented';
    const refusal = await writeDecision(present.client, decision, decided);
    if (refusal) return refusal;
    this.#said = said;
    element.dispatchEvent(new CrmDealDecidedEvent(present.deal.id, decision));
    element.requestUpdate();
    return undefined;
  }

  async decide(part: string, decision: DealDecision, decided: Result<Decided>, said?: string): Promise<Written> {
    const { element } = this.#card;
    const before = this.#faults.get(part);
    this.#faults.delete(part);
    this.#removed.delete(part);
    this.#card.focus({ selector: `#title-${part}`, always: false });
    const writing = this.write(decision, decided, said);
    element.requestUpdate();
    const written = await writing;
    if (written === 'prevented') {
      if (before) this.#faults.set(part, before);
    } else if (written) this.#faults.set(part, { refusal: written });
    element.requestUpdate();
    return written;
  }

  async remove(part: string, decision: DealDecision, decided: Result<Decided>, back: WayBack): Promise<void> {
    const writing = this.decide(part, decision, decided, back.said);
    this.#removed.set(part, back);
    this.#card.focus({ selector: `#undo-${part}`, always: true });
    if ((await writing) !== undefined && this.#removed.get(part) === back) this.#removed.delete(part);
    this.#card.element.requestUpdate();
  }

  async go(deal: Deal, decision: WayDecision, to: Stage): Promise<void> {
    const { element } = this.#card;
    if (!element.dispatchEvent(new CrmDealDecideEvent(deal, decision))) return;
    this.#faults.delete('way');
    this.#isGoing = true;
    element.requestUpdate();
    const outcome = await this.way.go(decision, deal, to);
    this.#isGoing = false;
    const selector = outcome.kind === 'given-up' ? `[data-decision='${decision}']` : '#title-way';
    this.#card.focus({ selector, always: false });
    if (this.#card.present()?.deal.id === deal.id) this.#tell(deal, decision, outcome);
    element.requestUpdate();
  }

  #tell(deal: Deal, decision: WayDecision, outcome: Outcome): void {
    const { element, words } = this.#card;
    switch (outcome.kind) {
      case 'done':
        this.#said = words.text('stageEnteredSaid', { stage: outcome.stage.name });
        element.dispatchEvent(new CrmDealDecidedEvent(deal.id, decision));
        return;
      case 'refused':
        this.#faults.set('way', { refusal: outcome.refusal });
        return;
      case 'unreachable':
        this.unreachable('way');
        return;
      case 'given-up':
    }
  }
}
