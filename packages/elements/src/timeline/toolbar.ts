import { html, nothing, type TemplateResult } from 'lit';
import type { MessageKey, MessagesController } from '../messages/index.ts';
import { calendarIcon, searchIcon, icon } from '../theme/index.ts';
import { kindGroups } from './kind-groups.ts';

export type ToolbarPanel = 'search' | 'jump';

export interface ToolbarState {
  readonly chosen: ReadonlySet<MessageKey>;
  readonly panel: ToolbarPanel | undefined;
  readonly search: string;
  readonly day: string;
  /** The last day there is to jump to. */
  readonly today: string;
}

export interface ToolbarActions {
  readonly choose: (group: MessageKey | undefined) => void;
  readonly show: (panel: ToolbarPanel | undefined) => void;
  readonly search: (text: string) => void;
  readonly jump: (day: string) => void;
}

/** What to show, and where to look. */
export function toolbar(words: MessagesController, state: ToolbarState, actions: ToolbarActions): TemplateResult {
  const { chosen, panel } = state;
  const chip = (label: MessageKey, isOn: boolean, group: MessageKey | undefined): TemplateResult =>
    html`<button
      class="chip"
      part="chip"
      type="button"
      aria-pressed=${isOn ? 'true' : 'false'}
      @click=${() => actions.choose(group)}
    >
      ${words.text(label)}
    </button>`;
  const tool = (name: ToolbarPanel, label: string, path: string): TemplateResult =>
    html`<button
      class="tool"
      type="button"
      aria-label=${label}
      title=${label}
      aria-expanded=${panel === name ? 'true' : 'false'}
      @click=${() => actions.show(panel === name ? undefined : name)}
    >
      ${icon(path)}
    </button>`;
  return html`<div class="bar" part="toolbar">
      <div class="chips" role="group" aria-label=${words.text('filter')}>
        ${chip('allKinds', chosen.size === 0, undefined)}${kindGroups.map(({ label }) => chip(label, chosen.has(label), label))}
      </div>
      ${tool('jump', words.text('jumpToDate'), calendarIcon)}${tool('search', words.text('search'), searchIcon)}
    </div>
    ${panel === undefined ? nothing : html`<div class="panel" @keydown=${(event: KeyboardEvent) => leaveOnEscape(event, actions)}>${panelOf(words, state, actions)}</div>`}`;
}

function panelOf(
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

function leaveOnEscape(event: KeyboardEvent, actions: ToolbarActions): void {
  if (event.key !== 'Escape') return;
  event.stopPropagation();
  actions.show(undefined);
}
