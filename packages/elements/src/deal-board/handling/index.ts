import type { Deal } from '@rapport/core';
import { nothing } from 'lit';
import { loadAsking, type Asking } from '../../deal/index.ts';
import { addStyles } from '../../element/index.ts';
import { dealMovesWords, editingWords } from '../../messages/index.ts';
import type { BoardSurface } from '../board-surface.ts';
import type { GestureBoard } from '../gestures.ts';
import { placeAt } from './drop-place.ts';
import { Explanation } from './explanation.ts';
import { handlingStyles } from './handling.styles.ts';
import { HeldCards } from './held-cards.ts';
import { KeyboardGrab } from './keyboard-grab.ts';
import { MoveMenu } from './move-menu.ts';
import { Moves } from './moves.ts';
import { Notices } from './notices.ts';
import { PointerDrag, type DragActions } from './pointer-drag.ts';
import { Selection } from './selection.ts';
import type { Slot } from './slots.ts';
import { neighbourOf } from './walk.ts';

/** All that a reader does with cards. */
export interface Handling {
  /** Something is in the hand, or a menu or a form is open. */
  readonly isBusy: boolean;
  readonly notices: Notices;
  readonly held: HeldCards;
  press(id: string, event: PointerEvent): void;
  /** `target` is what had the focus: an event forgets it. */
  key(event: KeyboardEvent, id: string | undefined, target: HTMLElement): void;
  choose(id: string, how: 'toggle' | 'to'): void;
  openMenu(id: string): void;
  /** What is pointed at, or has the focus. */
  explain(target: HTMLElement | undefined): void;
  blurred(event: FocusEvent): void;
  /** Lets go of everything, and forgets what was said. */
  reset(): void;
  template(): unknown;
}

export function createHandling(board: GestureBoard): Handling {
  board.words.bring(dealMovesWords);
  board.words.bring(editingWords);
  addStyles(board.element, handlingStyles);
  const held = new HeldCards(board);
  let asking: Asking | undefined;
  const ask = async (): Promise<Asking> => {
    const { createAsking } = await loadAsking();
    // Its form takes the keys and the pointer: a card in the hand could be neither moved nor dropped.
    drag.cancel();
    grab.cancel();
    return (asking ??= createAsking(board));
  };
  const notices = new Notices(() => board.element.requestUpdate());
  const moves = new Moves(board, {
    ask,
    focus: (id) => {
      // What was moved before leaves the focus, and what is in view, to the card in the hand.
      if (!drag.isActive && !grab.isActive) board.focusCard(id);
    },
  });
  const explanation = new Explanation(board);
  const menu: MoveMenu = new MoveMenu(board, {
    move: (ids, target) => void moves.move(ids, target).then(() => selection.clear()),
    open: (id) => board.open(id),
  });
  const selection = new Selection(board, (ids, anchor) => menu.open(ids, anchor));
  const actions: DragActions = {
    lifted: (id) => {
      explanation.hide();
      return selection.with(id);
    },
    drop: (held, slot) => {
      const ids = stillThere(board, held);
      if (ids.length > 0) drop(board, moves, ids, slot, () => selection.clear());
    },
    putBack: (ids) => {
      const deal = board.deal(ids[0] ?? '');
      if (!deal) return;
      board.announce(board.words.text('putBackSaid', { deal: deal.name }));
      board.focusCard(deal.id);
    },
  };
  const drag = new PointerDrag(board, actions);
  const grab = new KeyboardGrab(board, actions);

  const walk = (event: KeyboardEvent, id: string): void => {
    const next = neighbourOf(board, id, event.key);
    if (next === undefined) return;
    event.preventDefault();
    if (event.shiftKey) {
      if (!board.selection.has(id)) selection.choose(id, 'toggle');
      selection.choose(next, 'to');
    }
    board.focusCard(next);
  };

  return {
    notices,
    held,
    get isBusy() {
      return drag.isActive || grab.isActive || menu.isOpen || asking?.isOpen === true;
    },
    press: (id, event) => drag.press(id, event),
    key: (event, id, target) => {
      if (grab.isActive) {
        grab.key(event);
        return;
      }
      if (event.key === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey) {
        event.preventDefault();
        void moves.undo();
        return;
      }
      if (event.key === 'Escape') {
        if (explanation.isShown) explanation.hide();
        else if (board.selection.size > 0) selection.clear();
        return;
      }
      const isOnCard = target.matches('.card');
      if (id === undefined || !isOnCard) return;
      if (isMenuKey(event) && !board.isReadOnly) {
        event.preventDefault();
        menu.open(selection.with(id), board.card(id));
      } else if ((event.key === ' ' && (event.ctrlKey || event.metaKey)) || /^x$/iu.test(event.key)) {
        event.preventDefault();
        if (!board.isReadOnly) selection.choose(id, 'toggle');
      } else if (event.key === ' ') {
        event.preventDefault();
        if (!board.isReadOnly) {
          explanation.hide();
          grab.grab(id);
        }
      } else walk(event, id);
    },
    choose: (id, how) => {
      if (!board.isReadOnly) selection.choose(id, how);
    },
    openMenu: (id) => menu.open(selection.with(id), board.card(id)?.querySelector('.more') ?? undefined),
    explain: (target) => {
      if (!drag.isActive && !grab.isActive) explanation.follow(target);
    },
    blurred: (event) => {
      explanation.follow(undefined);
      // Whoever leaves the card lets go of it; a card that is only drawn anew has not been left.
      if (grab.isActive && event.relatedTarget && !board.element.renderRoot.contains(event.relatedTarget as Node))
        grab.cancel();
    },
    reset: () => {
      drag.cancel();
      grab.cancel();
      menu.close();
      explanation.hide();
      asking?.cancel();
      notices.reset();
      held.forget();
    },
    template: () => [
      selection.template(),
      menu.template(),
      asking?.template() ?? nothing,
      notices.template(board.words),
    ],
  };
}

/** Those of the cards in the hand that nobody else has taken away in the meantime. Where somebody has, that is said, and they stay where they were put. */
function stillThere(board: BoardSurface, held: readonly Deal[]): readonly string[] {
  const { words, allStages } = board;
  return held.flatMap((deal) => {
    const now = board.deal(deal.id);
    if (now?.stage === deal.stage) return [deal.id];
    const stage = allStages.find(({ id }) => id === now?.stage)?.name;
    const said =
      stage === undefined
        ? words.text('goneSaid', { deal: deal.name })
        : words.text('supersededSaid', { deal: deal.name, stage });
    board.toast(said, undefined);
    if (now) board.focusCard(now.id);
    return [];
  });
}

/** A drop is a move to a place between others; where the card already is, it is nothing. */
function drop(
  board: BoardSurface,
  moves: Moves,
  ids: readonly string[],
  { zone, index }: Slot,
  moved: () => void,
): void {
  const { stage } = zone.column;
  const others = zone.deals.filter(({ id }) => !ids.includes(id));
  const [only] = ids;
  const isHere =
    ids.length === 1 &&
    zone.deals[index]?.id === only &&
    zone.deals.length === others.length + 1 &&
    stage.id === board.deal(only!)?.stage;
  if (isHere) {
    board.focusCard(only!);
    board.announce(board.words.text('putBackSaid', { deal: board.deal(only!)?.name ?? '' }));
    return;
  }
  const place = placeAt(others, index, stage.stageType === 'open');
  const target = { stage, ...(place ? { place } : {}), ...(zone.owner === undefined ? {} : { owner: zone.owner }) };
  void moves.move(ids, target).then(moved);
}

function isMenuKey({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (key === 'ContextMenu' || (key === 'F10' && shiftKey)) return true;
  return /^m$/iu.test(key) && !ctrlKey && !metaKey && !altKey;
}
