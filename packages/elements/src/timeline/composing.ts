import type { Client, ConnectionSnapshot } from '@rapport/client';
import type { TimelineSnapshot } from '@rapport/client/timeline';
import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { addStyles } from '../element/index.ts';
import type { MessagesController } from '../messages/index.ts';
import { noteIcon, icon } from '../theme/index.ts';
import type { EntryContext } from './composer/entry.ts';
import type * as writing from './composer/index.ts';
import type { Composer, RefusedEntry } from './composer/index.ts';

/** What writing needs of the timeline it is done in. */
export interface ComposingHost {
  readonly element: LitElement;
  readonly words: MessagesController;
  readonly context: () => (EntryContext & { readonly client: Client }) | undefined;
  readonly subject: () => string;
  readonly focus: (selector: string) => void;
  readonly announce: (text: string) => void;
  readonly shown: () => TimelineSnapshot | undefined;
  /** Lets go of the filter. */
  readonly showAll: () => void;
}

/** Opens and closes the composer and shows what was refused: a part that is fetched when it is first needed. */
export class Composing {
  readonly #host: ComposingHost;
  #part: typeof writing | undefined;
  #composer: Composer | undefined;
  #isOpen = false;
  /** It was asked for and could not be fetched. */
  #isMissing = false;
  #triedAt: ConnectionSnapshot | undefined;

  constructor(host: ComposingHost) {
    this.#host = host;
  }

  /** Opens it; with a refused entry, to write that one anew. */
  async open(refused?: RefusedEntry): Promise<void> {
    await this.#load();
    // Without a connection it can't be fetched: that is said, and the next click asks again.
    if (!this.#part || !this.#composer) return;
    if (refused) {
      this.#composer.draft = this.#part.draftOf(refused.type, refused.values);
      this.#host.context()?.client.discard(refused.id);
    }
    this.#isOpen = true;
    this.#host.focus('.composer :is(textarea, input:not([type=radio]))');
    this.#host.element.requestUpdate();
  }

  close(): void {
    this.#isOpen = false;
  }

  render(): TemplateResult {
    if (this.#composer && this.#isOpen) return this.#composer.render();
    const { words } = this.#host;
    const draft = this.#composer?.leftOver;
    return html`<button
        class="compose button"
        part="compose"
        type="button"
        aria-keyshortcuts="n"
        @click=${() => void this.open()}
      >
        ${icon(noteIcon)}<span
          >${draft ? words.rich('draft', { text: html`<bdi>${draft}</bdi>` }) : words.text('compose')}</span
        ><kbd aria-hidden="true">${words.text('composeKey')}</kbd></button
      >${this.#isMissing ? html`<div class="notes"><p class="note" role="status">${words.text('offlineProblem')}</p></div>` : nothing}${this.#composer?.after()}`;
  }

  /** The entries about a subject that were declined; none until what shows them has been fetched. */
  refused(connection: ConnectionSnapshot | undefined): readonly TemplateResult[] {
    const context = this.#host.context();
    if (!connection || connection.attention.length === 0 || !context) return [];
    if (!this.#part) {
      // Where that fails it is tried again as soon as the connection is another.
      if (connection !== this.#triedAt) void this.#load();
      this.#triedAt = connection;
      return [];
    }
    const { refusedEntries, refusedNote } = this.#part;
    return refusedEntries(connection.attention, context.about).map((entry) =>
      refusedNote(
        this.#host.words,
        entry,
        () => void this.open(entry),
        () => {
          context.client.discard(entry.id);
          this.#return();
        },
      ),
    );
  }

  async #load(): Promise<void> {
    const { element, words } = this.#host;
    const part = await import('./composer/index.ts').catch(() => undefined);
    this.#isMissing = !part;
    if (part && !this.#composer) {
      this.#part = part;
      this.#composer = new part.Composer({ ...this.#host, closed: () => this.#return() });
      words.bring(part.composerWords);
      words.bring(part.editingWords);
      addStyles(element, part.fields, part.composerStyles);
    }
    // What was refused can be shown now, or that there is no connection.
    element.requestUpdate();
  }

  #return(): void {
    this.#isOpen = false;
    this.#host.focus('.compose');
    this.#host.element.requestUpdate();
  }
}
