import { html, type TemplateResult } from 'lit';
import type { MessageKey, MessagesController } from '../messages/index.ts';
import { calendarIcon, searchIcon, icon } from '../theme/index.ts';

export type ToolbarPanel = 'search' | 'jump';

/** Kinds that a reader looks for together: one chip each, in this order. */
export const kindGroups = [
  'emailKinds',
  'callKinds',
  'noteKinds',
  'ticketKinds',
  'dealKinds',
  'orderKinds',
  'meetingKinds',
  'messageKinds',
  'taskKinds',
  'webKinds',
] as const;

export type KindGroup = (typeof kindGroups)[number];

export interface ToolbarState {
  readonly chosen: ReadonlySet<KindGroup>;
  readonly panel: ToolbarPanel | undefined;
}

export interface ToolbarActions {
  /** One more group, or one less; undefined for all kinds. */
  readonly choose: (group: KindGroup | undefined) => void;
  readonly show: (panel: ToolbarPanel | undefined) => void;
}

/** What to show, and where to look. */
export function toolbar(
  words: MessagesController,
  { chosen, panel }: ToolbarState,
  actions: ToolbarActions,
): TemplateResult {
  const chip = (label: MessageKey, isOn: boolean, group: KindGroup | undefined): TemplateResult =>
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
      ${chip('allKinds', chosen.size === 0, undefined)}${kindGroups.map((group) => chip(group, chosen.has(group), group))}
    </div>
    ${tool('jump', words.text('jumpToDate'), calendarIcon)}${tool('search', words.text('search'), searchIcon)}
  </div>`;
}
