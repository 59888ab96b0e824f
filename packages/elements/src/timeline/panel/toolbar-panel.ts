import { html, type TemplateResult } from 'lit';
import type { MessagesController } from '../../messages/index.ts';
import type { ToolbarActions, ToolbarState } from '../toolbar.ts';

/** Where a reader says what to search for, or which day to go to. */
export function toolbarPanel(
  words: MessagesController,
  { panel, search, day, today }: ToolbarState,
  actions: ToolbarActions,
): TemplateResult {
  if (panel === 'jump') {
    const jump = (event: Event): void => actions.jump((event.target as HTMLInputElement).value);
    return html`<label class="small muted" for="day">${words.text('jumpToDate')}</label>
      <input id="day" type="date" max=${today} .value=${day} @change=${jump} />`;
  }
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
