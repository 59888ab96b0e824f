import type { Deal } from '@rapport/core';
import type { BoardSurface, Zone } from '../board-surface.ts';
import type { Scroller } from './autoscroll.ts';
import { indexAt } from './drop-place.ts';

/** Where the hand is: a zone, and the index among its deals that are not in the hand. */
export interface Slot {
  readonly zone: Zone;
  readonly index: number;
}

/** A card that is drawn and not in the hand. */
interface Stop {
  /** Among the zone's deals that are not in the hand. */
  readonly index: number;
  readonly top: number;
  readonly middle: number;
  readonly bottom: number;
}

interface Measured {
  readonly zone: Zone;
  readonly box: DOMRect;
  readonly scroller: Scroller | undefined;
  /** Top to bottom; measured when the hand comes over the zone. */
  stops: readonly Stop[] | undefined;
}

/** The slots that cards in the hand can be put in. Where things are is measured once, and again after something was drawn or scrolled: a moving hand costs no layout. */
export class Slots {
  readonly #board: BoardSurface;
  readonly #held: ReadonlySet<string>;
  #zones: readonly Measured[] = [];
  #columns: Scroller | undefined;
  #revision = 0;

  constructor(board: BoardSurface, held: readonly string[]) {
    this.#board = board;
    this.#held = new Set(held);
    this.measure();
  }

  /** Measures anew where things are no longer where they were. */
  keepUp(): void {
    if (this.#revision !== this.#board.revision) this.measure();
  }

  /** Finds out where things are. */
  measure(): void {
    this.#revision = this.#board.revision;
    this.#columns = scrollerOf(this.#board.element.renderRoot.querySelector<HTMLElement>('.columns'));
    this.#zones = this.#board.zones.map((zone) => ({
      zone,
      box: zone.element.getBoundingClientRect(),
      scroller: scrollerOf(zone.element.querySelector<HTMLElement>('.cards')),
      stops: undefined,
    }));
  }

  /** The slot under a point; where there is no zone, the one of the zone above or below it. */
  at(x: number, y: number): Slot | undefined {
    const inside = ({ box }: Measured): boolean => x >= box.left && x <= box.right;
    const measured =
      this.#zones.find((each) => inside(each) && y >= each.box.top && y <= each.box.bottom) ?? this.#zones.find(inside);
    if (!measured) return undefined;
    const stops = this.#stopsOf(measured);
    const next = stops[indexAt(stops, y)];
    const last = stops.at(-1);
    return { zone: measured.zone, index: next ? next.index : last ? last.index + 1 : 0 };
  }

  /** The line between two cards that a slot is, in the viewport; undefined where nobody gives cards an order. */
  lineAt({ zone, index }: Slot): { readonly left: number; readonly top: number; readonly width: number } | undefined {
    const measured = this.#zones.find((each) => each.zone.element === zone.element);
    if (!measured?.scroller || zone.column.stage.stageType !== 'open') return undefined;
    const { box } = measured.scroller;
    const stops = this.#stopsOf(measured);
    const next = stops.find((stop) => stop.index === index);
    const previous = stops.find((stop) => stop.index === index - 1);
    const top =
      next && previous
        ? (next.top + previous.bottom) / 2
        : next
          ? next.top - 4
          : previous
            ? previous.bottom + 4
            : box.top + 4;
    return {
      left: measured.box.left + 8,
      top: Math.min(Math.max(top, box.top + 1), box.bottom - 3) - 1,
      width: measured.box.width - 16,
    };
  }

  /** What scrolls at a slot: the board across, and the column, or else the board, down. */
  scrollersAt(slot: Slot | undefined): { readonly across: Scroller | undefined; readonly down: Scroller | undefined } {
    const cards = this.#zones.find(({ zone }) => zone.element === slot?.zone.element)?.scroller;
    return { across: this.#columns, down: cards?.isFull ? cards : this.#columns };
  }

  /** The deals of a zone without those in the hand. */
  others(zone: Zone): readonly Deal[] {
    return zone.deals.filter(({ id }) => !this.#held.has(id));
  }

  #stopsOf(measured: Measured): readonly Stop[] {
    if (measured.stops) return measured.stops;
    const { zone } = measured;
    const cards = new Map<string, HTMLElement>();
    for (const card of zone.element.querySelectorAll<HTMLElement>('.card[data-deal]'))
      cards.set(card.dataset['deal']!, card);
    const stops: Stop[] = [];
    let index = 0;
    for (const { id } of zone.deals) {
      // Few of the loaded cards are drawn.
      if (cards.size === 0) break;
      const card = cards.get(id);
      cards.delete(id);
      if (this.#held.has(id)) continue;
      if (card) {
        const { top, bottom } = card.getBoundingClientRect();
        stops.push({ index, top, bottom, middle: (top + bottom) / 2 });
      }
      index++;
    }
    measured.stops = stops;
    return stops;
  }
}

function scrollerOf(element: HTMLElement | null): Scroller | undefined {
  if (!element) return undefined;
  const isFull = element.scrollHeight > element.clientHeight;
  return { element, box: element.getBoundingClientRect(), isFull };
}
