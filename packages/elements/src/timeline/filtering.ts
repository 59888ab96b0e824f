import type { TimelineFilter } from '@rapport/core';
import { html, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { addStyles } from '../element/index.ts';
import type { MessageKey, MessagesController } from '../messages/index.ts';
import { chosenKinds } from './kind-groups.ts';
import type * as panel from './panel/index.ts';
import { toolbar, type ToolbarActions, type ToolbarPanel, type ToolbarState } from './toolbar.ts';

/** What the filter needs of the timeline it stands in. */
export interface FilteringHost {
  readonly element: LitElement;
  readonly words: MessagesController;
  readonly apply: (filter: TimelineFilter) => void;
  readonly jump: (day: string | null) => void;
  /** Moves the focus once the element is drawn. */
  readonly focus: (selector: string) => void;
}

/** How long typing pauses before a search begins. */
const pause = 200;

/** What a reader wants to see: kinds, words, a day. */
export class Filtering implements ReactiveController {
  readonly #host: FilteringHost;
  #chosen: ReadonlySet<MessageKey> = new Set();
  #panel: ToolbarPanel | undefined;
  /** What is in the panel: fetched when it is first opened. */
  #part: typeof panel | undefined;
  #search = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: FilteringHost) {
    this.#host = host;
    host.element.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  /** Whether anything is left out. */
  get isActive(): boolean {
    return this.#chosen.size > 0 || this.#search.trim() !== '';
  }

  get filter(): TimelineFilter {
    const kinds = chosenKinds(this.#chosen);
    const search = this.#search.trim();
    return { ...(kinds ? { kinds } : {}), ...(search ? { search } : {}) };
  }

  clear(): void {
    this.#chosen = new Set();
    this.#search = '';
    this.#panel = undefined;
    this.#host.focus('.chip');
    this.#apply();
  }

  /** `from` is the day the list starts at, where it is not the newest. */
  render(from: string | null, today: string): TemplateResult {
    const { words } = this.#host;
    const state: ToolbarState = {
      chosen: this.#chosen,
      panel: this.#panel,
      search: this.#search,
      day: from ?? '',
      today,
    };
    const actions: ToolbarActions = {
      choose: (group) => this.#choose(group),
      show: (panel) => void this.#show(panel),
      search: (text) => {
        this.#search = text;
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#apply(), pause);
      },
      jump: (day) => this.#host.jump(day || null),
    };
    const inside =
      this.#part?.toolbarPanel(words, state, actions) ??
      html`<p class="note" role="status">${words.text('offlineProblem')}</p>`;
    return toolbar(words, state, actions, inside);
  }

  #choose(group: MessageKey | undefined): void {
    const chosen = new Set(group === undefined ? [] : this.#chosen);
    if (group !== undefined && !chosen.delete(group)) chosen.add(group);
    this.#chosen = chosen;
    this.#apply();
  }

  async #show(panel: ToolbarPanel | undefined): Promise<void> {
    if (panel && !this.#part) {
      this.#part = await import('./panel/index.ts').catch(() => undefined);
      if (this.#part) addStyles(this.#host.element, this.#part.fields, this.#part.panelStyles);
    }
    const tool = this.#panel === 'jump' ? 1 : 2;
    this.#host.focus(panel === 'search' ? '#search' : panel === 'jump' ? '#day' : `.bar > .tool:nth-of-type(${tool})`);
    const wasSearching = this.#panel === 'search' && this.#search !== '';
    this.#panel = panel;
    if (wasSearching) {
      this.#search = '';
      this.#apply();
    } else this.#host.element.requestUpdate();
  }

  #apply(): void {
    this.#host.apply(this.filter);
    this.#host.element.requestUpdate();
  }
}
