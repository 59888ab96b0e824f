import { html, type TemplateResult } from 'lit';
import type { Board } from '../board.ts';
import type { Zone } from '../board-surface.ts';

export interface Lanes {
  readonly zones: readonly Zone[];
  follow(): void;
  changed(): void;
  updated(): void;
  template(): TemplateResult;
}

export function createLanes(_board: Board): Lanes {
  return {
    zones: [],
    follow: () => undefined,
    changed: () => undefined,
    updated: () => undefined,
    template: () => html``,
  };
}
