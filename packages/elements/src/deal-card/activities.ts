import type { Client } from '@rapport/client';
import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { define, type Density } from '../element/index.ts';
import type { MessagesController } from '../messages/index.ts';
import { icon, unfoldIcon } from '../theme/index.ts';
import type { CrmTimeline } from '../timeline/index.ts';

interface Shown {
  readonly client: Client;
  readonly deal: string;
  readonly timeZone: string;
  readonly readOnly: boolean;
  readonly author: string | undefined;
  readonly density: Density | undefined;
}

/** The deal's timeline, whose code is fetched when a reader first wants to see it. */
export class Activities {
  readonly #host: ReactiveControllerHost;
  #isOpen = false;
  #hasFailed = false;
  #timeline: CrmTimeline | undefined;
  #isLoading = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  open(): void {
    this.#isOpen = true;
    if (!this.#isLoading) void this.#load();
  }

  render(words: MessagesController, shown: Shown): TemplateResult {
    const toggled = (event: Event): void => {
      this.#isOpen = (event.target as HTMLDetailsElement).open;
      if (this.#isOpen) this.open();
      this.#host.requestUpdate();
    };
    if (this.#timeline) Object.assign(this.#timeline, shown);
    return html`<details class="activities" part="activities" ?open=${this.#isOpen} @toggle=${toggled}>
      <summary>
        <h3>${words.text('dealActivities')}</h3>
        ${icon(unfoldIcon)}
      </summary>
      ${this.#isOpen ? this.#content(words) : ''}
    </details>`;
  }

  #content(words: MessagesController): unknown {
    if (this.#timeline) return this.#timeline;
    if (!this.#hasFailed)
      return html`<p class="small muted" role="status" aria-busy="true">${words.text('loading')}</p>`;
    const retry = (): void => {
      this.#hasFailed = false;
      void this.#load();
      this.#host.requestUpdate();
    };
    return html`<p class="note bad" role="alert">
      <span>${words.text('dealActivitiesFault')}</span>
      <button class="quiet" type="button" @click=${retry}>${words.text('retry')}</button>
    </p>`;
  }

  async #load(): Promise<void> {
    this.#isLoading = true;
    try {
      const { CrmTimeline } = await import('../timeline/index.ts');
      define('timeline', CrmTimeline);
      // Under whatever tag the host has it; where another copy has taken the name, that one.
      this.#timeline = customElements.getName(CrmTimeline) ? new CrmTimeline() : document.createElement('crm-timeline');
    } catch {
      this.#hasFailed = true;
      this.#isLoading = false;
    }
    this.#host.requestUpdate();
  }
}
