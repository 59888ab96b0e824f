import type { Client } from '@rapport/client';
import type { Deal, MutationResult, Refusal, Result, Stage } from '@rapport/core';
import {
  loseDeal,
  missingOf,
  moveDeal,
  reopenDeal,
  winDeal,
  type Decided,
  type DecisionContext,
} from '@rapport/core/pipeline';
import type { LitElement } from 'lit';
import { RecordNames, loadAsking, relatedOf, type Asking, type AskingPlace, type Given } from '../deal/index.ts';
import type { MessagesController } from '../messages/index.ts';
import { writeDecision } from '../sales/index.ts';
import type { CardContext } from './card-context.ts';

export type WayDecision = 'deal.move' | 'deal.win' | 'deal.lose' | 'deal.reopen';

/** What became of it: it took effect, was refused, was given up, or what it takes could not be fetched. */
export type Outcome =
  | { readonly kind: 'done'; readonly stage: Stage }
  | { readonly kind: 'refused'; readonly refusal: MutationResult | Refusal }
  | { readonly kind: 'given-up' }
  | { readonly kind: 'unreachable' };

/** Takes a deal along its way, and asks for just what that lacks. The forms are fetched when something is first asked for. */
export class Way implements AskingPlace {
  readonly element: LitElement;
  readonly words: MessagesController;
  readonly names: RecordNames;
  #at: CardContext | undefined;
  #asking: Asking | undefined;

  constructor(element: LitElement, words: MessagesController) {
    this.element = element;
    this.words = words;
    this.names = new RecordNames(() => element.requestUpdate());
  }

  follow(context: CardContext): void {
    this.#at = context;
    this.names.follow(context.client);
  }

  get client(): Client | undefined {
    return this.#at?.client;
  }

  get allStages(): readonly Stage[] {
    return this.#at?.stages ?? [];
  }

  get currency(): string | undefined {
    return (this.element as { currency?: string }).currency;
  }

  get context(): DecisionContext {
    return this.#at!.decisions;
  }

  /** The form that is open. */
  template(): unknown {
    return this.#asking?.template();
  }

  cancel(): void {
    this.#asking?.cancel();
  }

  /** Decides; what is missing is asked for until nothing is, or the reader gives up. */
  async go(decision: WayDecision, deal: Deal, to: Stage): Promise<Outcome> {
    const client = this.client;
    if (!client) return { kind: 'given-up' };
    try {
      let given: Given = {};
      if (decision === 'deal.win' || decision === 'deal.lose') {
        const answer = await (await this.#forms()).close(decision === 'deal.win' ? 'win' : 'lose', [deal], to);
        if (!answer) return { kind: 'given-up' };
        given = answer;
      }
      for (;;) {
        const now = this.#at?.deal.id === deal.id ? this.#at.deal : deal;
        const related = await relatedOf(client, now, to, this.context.now);
        const decided = this.#decide(decision, { deal: now, stages: this.allStages, related }, to, given);
        const missing = decided.ok ? [] : missingOf(decided);
        if (missing.length === 0) {
          const refusal = await writeDecision(client, decision, decided);
          return refusal ? { kind: 'refused', refusal } : { kind: 'done', stage: to };
        }
        const answer = await (await this.#forms()).complete(now, to, missing);
        if (!answer) return { kind: 'given-up' };
        given = { ...given, ...answer, set: { ...given.set, ...answer.set } };
      }
    } catch {
      // What a stage counts could not be read, or the form not be fetched.
      return { kind: 'unreachable' };
    }
  }

  #decide(decision: WayDecision, records: Parameters<typeof moveDeal>[0], to: Stage, given: Given): Result<Decided> {
    const command = { ...given, stage: to.id };
    switch (decision) {
      case 'deal.move':
        return moveDeal(records, command, this.context);
      case 'deal.win':
        return winDeal(records, command, this.context);
      case 'deal.lose':
        return loseDeal(records, command, this.context);
      case 'deal.reopen':
        return reopenDeal(records, command, this.context);
    }
  }

  async #forms(): Promise<Asking> {
    const { createAsking } = await loadAsking();
    return (this.#asking ??= createAsking(this));
  }
}
