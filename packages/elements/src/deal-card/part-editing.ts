import type { LineItem, MutationResult, RecordId, Refusal, Result } from '@rapport/core';
import type { Decided } from '@rapport/core/pipeline';
import { nothing, type LitElement } from 'lit';
import type { CardContext } from './card-context.ts';
import type { DealDecision } from './deal-card.events.ts';
import type { PartEditor } from './editing/index.ts';

/** What a form is opened for: a line or a person of the deal, another one, or whose revenue it is. */
export type EditTarget =
  | { readonly part: 'lines'; readonly line?: LineItem }
  | { readonly part: 'people'; readonly contact?: RecordId; /** Where they stood. */ readonly place?: number }
  | { readonly part: 'splits' };

/** What became of a write: `prevented` by the host, refused, or undefined where it took effect. */
export type Written = 'prevented' | MutationResult | Refusal | undefined;

/** The card, as far as its forms see it. */
export interface EditingCard {
  readonly element: LitElement;
  /** Lets the host have its say, and writes. */
  write(decision: DealDecision, decided: Result<Decided>, said: string): Promise<Written>;
  /** Focuses what a selector finds, once the card is drawn. */
  focus(selector: string): void;
  /** The form's code could not be fetched. */
  failed(part: EditTarget['part']): void;
}

/** Opens one form at a time in a part of the card. Its code is fetched when the first is opened. */
export class PartEditing {
  readonly card: EditingCard;
  #at: CardContext | undefined;
  #open: { readonly key: string; readonly editor: PartEditor } | undefined;
  /** What was asked for last: a form that comes later than another one was asked for is not opened. */
  #wanted = '';

  constructor(card: EditingCard) {
    this.card = card;
  }

  follow(context: CardContext): void {
    this.#at = context;
  }

  /** As things stand. */
  get context(): CardContext {
    return this.#at!;
  }

  isOpen(target: EditTarget): boolean {
    return this.#open?.key === keyOf(target);
  }

  /** What the form is for that is open. */
  get target(): EditTarget | undefined {
    return this.#open?.editor.target;
  }

  async open(target: EditTarget): Promise<void> {
    const key = (this.#wanted = keyOf(target));
    const part = await import('./editing/index.ts').catch(() => undefined);
    if (this.#wanted !== key || !this.#at) return;
    if (!part) return this.card.failed(target.part);
    this.show(part.createEditor(target, this));
  }

  /** Shows a form, also one that was closed: what was typed is still in it. */
  show(editor: PartEditor): void {
    this.#open = { key: keyOf(editor.target), editor };
    this.card.focus(editor.first);
    this.card.element.requestUpdate();
  }

  /** Closes the form. The focus goes back to what opened it, or to what would open another. */
  close(): void {
    const editor = this.#open?.editor;
    this.#open = undefined;
    this.#wanted = '';
    if (editor)
      this.card.focus(`#${buttonOf(editor.gone === undefined ? editor.target : { part: editor.target.part })}`);
    this.card.element.requestUpdate();
  }

  template(target: EditTarget): unknown {
    return this.isOpen(target) ? this.#open!.editor.template() : nothing;
  }
}

/** The id of the button that opens a form. */
export function buttonOf(target: EditTarget): string {
  return `edit-${keyOf(target)}`;
}

function keyOf(target: EditTarget): string {
  switch (target.part) {
    case 'lines':
      return `line-${target.line?.id ?? 'new'}`;
    case 'people':
      return `person-${target.contact ?? 'new'}`;
    case 'splits':
      return 'splits';
  }
}
