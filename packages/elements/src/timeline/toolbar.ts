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

/** What to show, and where to look; `inside` is in the panel that is open. */
export function toolbar(
  words: MessagesController,
  { chosen, panel }: ToolbarState,
  actions: ToolbarActions,
  inside: unknown,
): TemplateResult {
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
    ${panel === undefined ? nothing : html`<div class="panel" @keydown=${(event: KeyboardEvent) => leaveOnEscape(event, actions)}>${inside}</div>`}`;
}

function leaveOnEscape(event: KeyboardEvent, actions: ToolbarActions): void {
  if (event.key !== 'Escape') return;
  event.stopPropagation();
  actions.show(undefined);
}
