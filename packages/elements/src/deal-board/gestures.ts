import type { BoardFocus } from './board-focus.ts';
import type { BoardSurface } from './board-surface.ts';
import type { Handling } from './handling/index.ts';

/** What gestures need of their board. */
export interface GestureBoard extends BoardSurface {
  open(deal: string): void;
  /** Draws these deals' cards anew. */
  touch(deals: Iterable<string>): void;
}

/** What readers do with cards, handed on to what handles them; that is fetched when a hand comes near. */
export class Gestures {
  handling: Handling | undefined;
  /** It could not be fetched. */
  hasFailed = false;
  readonly #board: GestureBoard;
  readonly #focus: BoardFocus;
  #fetching: Promise<Handling | undefined> | undefined;

  constructor(board: GestureBoard, focus: BoardFocus) {
    this.#board = board;
    this.#focus = focus;
  }

  readonly clicked = (event: MouseEvent): void => {
    const target = event.target as HTMLElement;
    const id = idAt(target);
    if (id === undefined) return;
    if (target.closest('.dismiss')) {
      this.#board.fault(id, undefined);
      this.#board.focusCard(id);
      return;
    }
    this.#focus.setCurrent(id);
    if (target.closest('.more')) void this.#handle((handling) => handling.openMenu(id));
    else if (event.ctrlKey || event.metaKey || event.shiftKey)
      void this.#handle((handling) => handling.choose(id, event.shiftKey ? 'to' : 'toggle'));
    else if (!this.handling?.isBusy) this.#board.open(id);
  };

  readonly pressed = (event: PointerEvent): void => {
    const target = event.target as HTMLElement;
    const id = idAt(target);
    if (this.#board.isReadOnly || event.button !== 0 || id === undefined || target.closest('button')) return;
    // The pointer may be gone by the time that what follows it has been fetched.
    const gone = new AbortController();
    if (!this.handling)
      for (const type of ['pointerup', 'pointercancel'] as const)
        addEventListener(type, () => gone.abort(), { signal: gone.signal });
    void this.#handle((handling) => {
      if (gone.signal.aborted) return;
      gone.abort();
      handling.press(id, event);
    });
  };

  readonly pointed = (event: PointerEvent): void => {
    const target = event.target as HTMLElement;
    void this.#handle((handling) => handling.explain(target));
  };

  readonly focused = (event: FocusEvent): void => {
    const target = event.target as HTMLElement;
    this.#focus.entered(target);
    const shown = target.matches(':focus-visible') ? target : undefined;
    void this.#handle((handling) => handling.explain(shown));
  };

  readonly blurred = (event: FocusEvent): void => {
    this.#focus.left(event);
    this.handling?.blurred(event);
  };

  readonly keyed = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    if (event.defaultPrevented || target.matches('input, select, textarea')) return;
    const id = idAt(target);
    if (event.key === 'Enter' && id !== undefined && target.matches('.card') && !this.handling?.isBusy) {
      event.preventDefault();
      this.#board.open(id);
      return;
    }
    if (this.handling) {
      this.handling.key(event, id, target);
      return;
    }
    // By the time it is fetched, the browser would have done with the key what it does.
    if (id !== undefined && /^(Arrow|Home|End| )/.test(event.key)) event.preventDefault();
    void this.#handle((handling) => handling.key(event, id, target));
  };

  /** Something that the reader needs could not be fetched; the next gesture tries again. */
  readonly failed = (): void => {
    this.hasFailed = true;
    this.#board.element.requestUpdate();
  };

  async #handle(act: (handling: Handling) => void): Promise<void> {
    if (this.handling) {
      act(this.handling);
      return;
    }
    this.hasFailed = false;
    this.#fetching ??= import('./handling/index.ts').then(
      ({ createHandling }) => (this.handling ??= createHandling(this.#board)),
      () => {
        this.#fetching = undefined;
        return undefined;
      },
    );
    const handling = await this.#fetching;
    if (handling) act(handling);
    else this.failed();
  }
}

function idAt(target: HTMLElement): string | undefined {
  return target.closest<HTMLElement>('.card')?.dataset['deal'];
}
