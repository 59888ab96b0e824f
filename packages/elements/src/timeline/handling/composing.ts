import type { ConnectionSnapshot } from '@rapport/client';
import { html, nothing, type TemplateResult } from 'lit';
import { addStyles, OnDemand } from '../../element/index.ts';
import { composeButton } from '../compose-button.ts';
import type * as writing from '../composer/index.ts';
import type { Composer, RefusedEntry } from '../composer/index.ts';
import type { HandlingHost } from './handling-host.ts';

/** Opens and closes the composer and shows what was refused: a part that is fetched when it is first needed. */
export class Composing {
  readonly #host: HandlingHost;
  readonly #writing: OnDemand<{ readonly part: typeof writing; readonly composer: Composer }>;
  #isOpen = false;
  #triedAt: ConnectionSnapshot | undefined;

  /** `showAll` lets go of the filter. */
  constructor(host: HandlingHost, showAll: () => void) {
    this.#host = host;
    this.#writing = new OnDemand(host.element, async () => {
      const part = await import('../composer/index.ts');
      host.words.bring(part.composerWords);
      host.words.bring(part.editingWords);
      addStyles(host.element, part.fields, part.composerStyles);
      const composer = new part.Composer({
        ...host,
        shown: () => host.timeline()?.getSnapshot(),
        showAll,
        closed: () => this.#return(),
      });
      return { part, composer };
    });
  }

  /** Opens it; with a refused entry, to write that one anew. Without a connection it can't be fetched: that is said, and the next click asks again. */
  async open(refused?: RefusedEntry): Promise<void> {
    await this.#writing.use(({ part, composer }) => {
      if (refused) {
        composer.draft = part.draftOf(refused.type, refused.values);
        this.#host.context()?.client.discard(refused.id);
      }
      void composer.learn().then(() => {
        this.#isOpen = true;
        this.#host.focus('.composer :is(textarea, input:not([type=radio]))');
        this.#host.element.requestUpdate();
      });
    });
  }

  close(): void {
    this.#isOpen = false;
  }

  render(): TemplateResult {
    const composer = this.#writing.part?.composer;
    if (composer && this.#isOpen) return composer.render();
    const { words } = this.#host;
    return html`${composeButton(words, this.#host.offer(), composer?.leftOver ?? '', () => void this.open())}${
      this.#writing.isMissing
        ? html`<div class="notes"><p class="note" role="status">${words.text('offlineProblem')}</p></div>`
        : nothing
    }${composer?.after()}`;
  }

  /** The entries about a subject that were declined; none until what shows them has been fetched. */
  refused(connection: ConnectionSnapshot): readonly TemplateResult[] {
    const context = this.#host.context();
    if (!context) return [];
    if (!this.#writing.part) {
      // Where that fails it is tried again as soon as the connection is another.
      if (connection !== this.#triedAt) void this.#writing.use();
      this.#triedAt = connection;
      return [];
    }
    const { refusedEntries, refusedNote } = this.#writing.part.part;
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

  #return(): void {
    this.#isOpen = false;
    this.#host.focus('.compose');
    this.#host.element.requestUpdate();
  }
}
