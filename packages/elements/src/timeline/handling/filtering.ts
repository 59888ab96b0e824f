import type { TimelineFilter } from '@rapport/core';
import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { chosenKinds } from './kind-groups.ts';
import type { KindGroup, ToolbarActions, ToolbarPanel, ToolbarState } from '../toolbar.ts';
import type { HandlingHost } from './handling-host.ts';
import { toolbarPanel } from './toolbar-panel.ts';

/** How long typing pauses before a search begins. */
const pause = 200;

/** What a reader wants to see: kinds, words, a day. */
export class Filtering implements ReactiveController, ToolbarState, ToolbarActions {
  readonly #host: HandlingHost;
  chosen: ReadonlySet<KindGroup> = new Set();
  panel: ToolbarPanel | undefined;
  #search = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: HandlingHost) {
    this.#host = host;
    host.element.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  /** Whether anything is left out. */
  get isActive(): boolean {
    return this.chosen.size > 0 || this.#search.trim() !== '';
  }

  get filter(): TimelineFilter {
    const kinds = chosenKinds(this.chosen);
    const search = this.#search.trim();
    return { ...(kinds ? { kinds } : {}), ...(search ? { search } : {}) };
  }

  choose(group: KindGroup | undefined): void {
    const chosen = new Set(group === undefined ? [] : this.chosen);
    if (group !== undefined && !chosen.delete(group)) chosen.add(group);
    this.chosen = chosen;
    this.#apply();
  }

  show(panel: ToolbarPanel | undefined): void {
    const tool = this.panel === 'jump' ? 1 : 2;
    this.#host.focus(panel === 'search' ? '#search' : panel === 'jump' ? '#day' : `.bar > .tool:nth-of-type(${tool})`);
    const wasSearching = this.panel === 'search' && this.#search !== '';
    this.panel = panel;
    if (wasSearching) {
      this.#search = '';
      this.#apply();
    } else this.#host.element.requestUpdate();
  }

  /** The panel that is open. `from` is the day the list starts at, where it is not the newest; `today` the last one there is to go to. */
  render(from: string | null, today: string): unknown {
    if (!this.panel) return nothing;
    const question = { panel: this.panel, search: this.#search, day: from ?? '', today };
    return toolbarPanel(this.#host.words, question, {
      search: (text) => {
        this.#search = text;
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#apply(), pause);
      },
      jump: (day) => {
        this.#host.timeline()?.jumpTo(day || null);
        this.#host.toTop();
      },
      leave: () => this.show(undefined),
    });
  }

  /** Nothing of what there is fits. */
  nothingMatches(): TemplateResult {
    const { words } = this.#host;
    return html`<div class="problem">
      <p class="strong">${words.text('noMatch')}</p>
      <p class="muted">${words.text('noMatchText')}</p>
      <button class="button" type="button" @click=${() => this.clear()}>${words.text('clearFilter')}</button>
    </div>`;
  }

  clear(): void {
    this.chosen = new Set();
    this.#search = '';
    this.panel = undefined;
    this.#host.focus('.chip');
    this.#apply();
  }

  #apply(): void {
    this.#host.timeline()?.setFilter(this.filter);
    this.#host.toTop();
    this.#host.element.requestUpdate();
  }
}
