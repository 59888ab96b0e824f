/** A card as every contender shows it. */
export interface Card {
  readonly id: string;
  readonly name: string;
  readonly company: string;
  readonly owner: string;
  /** Whole euros. */
  readonly amount: number;
  /** Calendar day, ISO 8601. */
  readonly closes: string;
}

export interface Lane {
  readonly id: string;
  readonly title: string;
  readonly cards: readonly Card[];
}

/** What others do to the board while one looks at it. */
export type Update =
  | { readonly kind: 'move'; readonly id: string; readonly to: string; readonly index: number }
  | { readonly kind: 'rename'; readonly id: string; readonly name: string }
  | { readonly kind: 'amount'; readonly id: string; readonly amount: number };

/** A board shown by one library, in the set-up its documentation recommends. */
export interface MountedBoard {
  /** The element to press for dragging a card; null while it is not in the page. */
  card(id: string): Element | null;
  /** Whether a card is painted at a point of the viewport. */
  isCardAt(x: number, y: number): boolean;
  /** The element that shows a column's cards, once there is one. */
  column(id: string): Element | null;
  /** The ids of the cards a column has now, in order, shown or not. */
  order(column: string): readonly string[];
  update(update: Update): void;
}

export type Mount = (container: HTMLElement, lanes: readonly Lane[]) => MountedBoard;

declare global {
  interface Window {
    mountBoard: Mount;
  }
}
