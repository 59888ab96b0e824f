import type { BoardSurface } from '../board-surface.ts';

/** Why a card is marked, in a note beside it: while its mark is pointed at, or the card has the keyboard's focus. Escape takes it away. */
export class Explanation {
  readonly #board: BoardSurface;
  readonly #note = document.createElement('div');
  #card: HTMLElement | undefined;

  constructor(board: BoardSurface) {
    this.#board = board;
    this.#note.className = 'why small';
    this.#note.popover = 'manual';
    // The card says the same to those who do not see it.
    this.#note.setAttribute('aria-hidden', 'true');
    // What is pointed at may be read on, and left.
    this.#note.addEventListener('pointerleave', () => this.hide());
  }

  /** `target` is what is pointed at or has the focus. */
  follow(target: HTMLElement | undefined): void {
    const card =
      target?.matches('.card') && target.matches(':focus-visible')
        ? target
        : target?.closest('.mark')?.closest<HTMLElement>('.card');
    if (card === this.#card && card) return;
    const text = card?.getAttribute('aria-description');
    if (!card || !text) {
      this.hide();
      return;
    }
    this.#card = card;
    this.#note.textContent = text;
    this.#board.element.renderRoot.append(this.#note);
    this.#note.showPopover?.();
    const mark = (card.querySelector('.mark') ?? card).getBoundingClientRect();
    const own = this.#note.getBoundingClientRect();
    const left = Math.min(Math.max(8, mark.left), innerWidth - own.width - 8);
    const below = mark.bottom + 2;
    const top = below + own.height > innerHeight ? mark.top - own.height - 2 : below;
    this.#note.style.transform = `translate(${left}px, ${top}px)`;
  }

  get isShown(): boolean {
    return this.#card !== undefined;
  }

  hide(): void {
    this.#card = undefined;
    this.#note.remove();
  }
}
