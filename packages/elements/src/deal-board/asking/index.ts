import type { Deal, Stage } from '@rapport/core';
import type { MissingRequirement } from '@rapport/core/pipeline';
import { nothing } from 'lit';
import type { BoardSurface } from '../board-surface.ts';
import type { Given } from '../handling/decide.ts';

/** Asks the reader for what a move needs. Undefined is an answer, too: the deal stays where it is. */
export interface Asking {
  readonly isOpen: boolean;
  close(kind: 'win' | 'lose', deals: readonly Deal[], stage: Stage): Promise<Given | undefined>;
  complete(deal: Deal, stage: Stage, missing: readonly MissingRequirement[]): Promise<Given | undefined>;
  cancel(): void;
  template(): unknown;
}

export function createAsking(_board: BoardSurface): Asking {
  return {
    isOpen: false,
    close: async () => ({}),
    complete: async () => undefined,
    cancel: () => undefined,
    template: () => nothing,
  };
}
