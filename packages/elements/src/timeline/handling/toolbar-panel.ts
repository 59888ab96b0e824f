import { html, type TemplateResult } from 'lit';
import type { MessagesController } from '../../messages/index.ts';
import type { ToolbarPanel } from '../toolbar.ts';

export interface PanelQuestion {
  readonly panel: ToolbarPanel;
  readonly search: string;
  readonly day: string;
  /** The last day there is to go to. */
  readonly today: string;
}

export interface PanelActions {
  readonly search: (text: string) => void;
  readonly jump: (day: string) => void;
  readonly leave: () => void;
}

/** Where a reader says what to search for, or which day to go to. */
export function toolbarPanel(
  words: MessagesController,
  question: PanelQuestion,
  actions: PanelActions,
): TemplateResult {
  const leave = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    actions.leave();
  };
  return html`<div class="panel" @keydown=${leave}>
    ${question.panel === 'jump' ? dayField(words, question, actions) : searchField(words, question, actions)}
  </div>`;
}

function dayField(words: MessagesController, { day, today }: PanelQuestion, actions: PanelActions): TemplateResult {
  const jump = (event: Event): void => actions.jump((event.target as HTMLInputElement).value);
  return html`<label class="small muted" for="day">${words.text('jumpToDate')}</label>
    <input id="day" type="date" max=${today} .value=${day} @change=${jump} />`;
}

function searchField(words: MessagesController, { search }: PanelQuestion, actions: PanelActions): TemplateResult {
  const label = words.text('searchTimeline');
  return html`<input
    id="search"
    type="search"
    dir="auto"
    aria-label=${label}
    placeholder=${label}
    .value=${search}
    @input=${(event: Event) => actions.search((event.target as HTMLInputElement).value)}
  />`;
}
