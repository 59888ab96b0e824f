import type { Client } from '@rapport/client';
import type { Deal, Stage } from '@rapport/core';
import type { StageDuration } from '@rapport/core/pipeline';
import { render } from 'lit';
import { HealthLookup, RecordNames } from '../deal/index.ts';
import type { MessagesController } from '../messages/index.ts';
import type { BoardColumn } from './board-column.ts';
import { drawCard, type CardContext } from './card.ts';
import { isTail, type BoardRow, type CardState } from './card-state.ts';
import { tail } from './column-tail.ts';

/** What cards ask of their board. */
export interface CardsHost {
  readonly words: MessagesController;
  readonly stages: readonly Stage[];
  readonly isReadOnly: boolean;
  /** How many deals a stage has, loaded or not, as far as it is known. */
  countOf(stage: string): number | undefined;
  stateOf(deal: Deal, isPending: boolean): CardState;
  isOffline(): boolean;
  timeZone(): string;
  benchmark(stage: string): StageDuration | undefined;
  /** What is looked up for these deals has come; for all that are shown, where they are not said. */
  touch(deals?: Iterable<string>): void;
}

/** What stands in the columns: cards, with what is looked up for them, and the ends of what is loaded. */
export class BoardCards {
  readonly names: RecordNames;
  readonly #host: CardsHost;
  readonly #health: HealthLookup;
  readonly #context: CardContext;

  constructor(host: CardsHost) {
    this.#host = host;
    this.names = new RecordNames(() => host.touch());
    this.#health = new HealthLookup((deals) => host.touch(deals));
    this.#context = {
      words: host.words,
      names: this.names,
      timeZone: () => host.timeZone(),
      isOffline: () => host.isOffline(),
      isReadOnly: () => host.isReadOnly,
      health: (deal) => {
        const stage = host.stages.find(({ id }) => id === deal.stage);
        return this.#health.health(deal, stage, host.timeZone(), stage && host.benchmark(stage.id));
      },
    };
  }

  follow(client: Client | undefined): void {
    this.names.follow(client);
    this.#health.follow(client);
  }

  /** Follows nothing, until cards are drawn again. */
  leave(): void {
    this.#health.leave();
  }

  /** Draws a row into an element that was made for one like it. */
  draw(element: HTMLElement, row: BoardRow, column: BoardColumn): void {
    if (isTail(row)) render(tail(row, column, this.#host.countOf(column.stage.id), this.#host.words), element);
    else this.drawCard(element, row, column);
  }

  drawCard(card: HTMLElement, deal: Deal, column: BoardColumn): void {
    drawCard(card, deal, this.#host.stateOf(deal, column.isPending(deal.id)), this.#context);
  }

  /** When the names that stand on these cards are there, or the next frame is; undefined where they are at hand. */
  named(deals: readonly Deal[]): Promise<void> | undefined {
    for (const company of new Set(deals.map((deal) => deal.company))) this.names.name('company', company);
    for (const owner of new Set(deals.map((deal) => deal.owner))) this.names.name('user', owner);
    // In a document that is hidden there are no frames.
    if (!this.names.answered || document.hidden) return undefined;
    return Promise.race([this.names.answered, new Promise<void>((resolve) => requestAnimationFrame(() => resolve()))]);
  }
}
