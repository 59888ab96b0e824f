import type { Deal, Stage } from '@rapport/core';
import type { MissingRequirement } from '@rapport/core/pipeline';
import { nothing } from 'lit';
import { addStyles } from '../../element/index.ts';
import type { AskingPlace } from './asking-place.ts';
import { askingStyles } from './asking.styles.ts';
import type { Given } from './given.ts';
import { CloseForm } from './close-form.ts';
import type { MoveForm } from './move-form.ts';
import { RequirementForm } from './requirement-form.ts';

/** Asks the reader for what a move needs. Undefined is an answer, too: the deal stays where it is. */
export interface Asking {
  readonly isOpen: boolean;
  close(kind: 'win' | 'lose', deals: readonly Deal[], stage: Stage): Promise<Given | undefined>;
  complete(deal: Deal, stage: Stage, missing: readonly MissingRequirement[]): Promise<Given | undefined>;
  cancel(): void;
  template(): unknown;
}

export function createAsking(place: AskingPlace): Asking {
  addStyles(place.element, askingStyles);
  let form: MoveForm | undefined;
  const ask = async (next: MoveForm): Promise<Given | undefined> => {
    form?.cancel();
    form = next;
    place.element.requestUpdate();
    await place.element.updateComplete;
    place.element.renderRoot.querySelector<HTMLDialogElement>('dialog.ask')?.showModal();
    try {
      return await next.answer;
    } finally {
      if (form === next) form = undefined;
      place.element.requestUpdate();
    }
  };
  return {
    get isOpen() {
      return form !== undefined;
    },
    close: (kind, deals, stage) => ask(new CloseForm(place, kind, deals, stage)),
    complete: (deal, stage, missing) => ask(new RequirementForm(place, deal, stage, missing)),
    cancel: () => form?.cancel(),
    template: () => form?.template() ?? nothing,
  };
}
