import type { Client } from '@rapport/client';
import { adoptStyles, html, nothing, type CSSResultOrNative, type LitElement, type TemplateResult } from 'lit';
import { refusalText } from '../element/index.ts';
import type { MessagesController } from '../messages/index.ts';
import { noteIcon, icon } from '../theme/index.ts';
import type { EntryContext } from './composer/entry.ts';
import type { Composer } from './composer/index.ts';
import type { RefusedEntry } from './refused-entry.ts';

/** What writing needs of the timeline it is done in. */
export interface ComposingHost {
  readonly element: LitElement;
  readonly words: MessagesController;
  readonly styles: readonly CSSResultOrNative[];
  readonly context: () => (EntryContext & { readonly client: Client }) | undefined;
  readonly subject: () => string;
  readonly focus: (selector: string) => void;
  readonly announce: (text: string) => void;
}

/** Opens and closes the composer, which is fetched when it is first opened, and shows what was refused. */
export class Composing {
  readonly #host: ComposingHost;
  #composer: Composer | undefined;
  #isOpen = false;
  /** It was asked for and could not be fetched. */
  #isMissing = false;

  constructor(host: ComposingHost) {
    this.#host = host;
  }

  /** Opens it; with a refused entry, to write that one anew. */
  async open(refused?: RefusedEntry): Promise<void> {
    const { element, styles } = this.#host;
    const loaded = await import('./composer/index.ts').catch(() => undefined);
    this.#isMissing = !loaded;
    // Without a connection it can't be fetched: that is said, and the next click asks again.
    if (!loaded) return element.requestUpdate();
    const { Composer, composerStyles, draftOf } = loaded;
    if (!this.#composer) {
      this.#composer = new Composer({ ...this.#host, closed: () => this.#return() });
      adoptStyles(element.renderRoot as ShadowRoot, [...styles, composerStyles]);
    }
    if (refused) {
      this.#composer.draft = draftOf(refused.type, refused.values);
      this.#host.context()?.client.discard(refused.id);
    }
    this.#isOpen = true;
    this.#host.focus('.composer :is(textarea, input:not([type=radio]))');
    element.requestUpdate();
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
      >${this.#isMissing ? html`<div class="notes"><p class="note" role="status">${words.text('offlineProblem')}</p></div>` : nothing}`;
  }

  /** An entry that was declined, with the reason, to be written anew or let go. */
  refused(entry: RefusedEntry): TemplateResult {
    const { words } = this.#host;
    const reason = refusalText(words, entry.result, words.text('composer'), '');
    const discard = (): void => {
      this.#host.context()?.client.discard(entry.id);
      this.#return();
    };
    return html`<p class="note bad" part="refused" role="alert">
      <span
        >${words.rich('refusedEntry', { reason })}
        ${entry.text ? html`<bdi class="strong">${entry.text}</bdi>` : nothing}</span
      >
      <button class="quiet" type="button" @click=${() => void this.open(entry)}>${words.text('edit')}</button>
      <button class="quiet" type="button" @click=${discard}>${words.text('discard')}</button>
    </p>`;
  }

  #return(): void {
    this.#isOpen = false;
    this.#host.focus('.compose');
    this.#host.element.requestUpdate();
  }
}
