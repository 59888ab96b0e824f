import type { ConnectionSnapshot, RefusedWrite } from '@rapport/client';
import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { RapportElement, type Phase } from '../element/index.ts';
import { choicesWords, editingWords, syncStatusWords } from '../messages/index.ts';
import { alertIcon, controls, icon, infoIcon, offlineIcon, theme } from '../theme/index.ts';
import { Announcer } from './announcer.ts';
import { AttentionPanel } from './attention-panel.ts';
import { rebased, type Choice } from './rebase.ts';
import { RecordTitles } from './record-titles.ts';
import { limitsOf, lossesOf, syncLine } from './sync-line.ts';
import { CrmWriteDecideEvent, CrmWriteDecidedEvent, type WriteDecision } from './sync-status.events.ts';
import { styles } from './sync-status.styles.ts';

/**
 * @summary Whether what was written is saved: one quiet line, and a panel in which the reader decides what becomes of declined writes.
 * @tag crm-sync-status
 * @slot sign-in - Beside “Sign in again”: the host's own link or button.
 * @fires {CrmWriteDecideEvent} crm-write-decide - Before a declined write is sent again, saved as chosen, or given up; cancelable.
 * @fires {CrmWriteDecidedEvent} crm-write-decided - It was done.
 * @fires {CrmLoaderStartEvent} crm-loader-start - It waits for its client.
 * @fires {CrmReadyEvent} crm-ready - It shows how things stand.
 * @fires {CrmLoadErrorEvent} crm-load-error - The page has no client for it.
 * @csspart line - The line.
 * @csspart attention - The button that opens the panel.
 * @csspart limits - The button that tells what this device and this backend can't give, where nothing needs attention.
 * @csspart panel - The panel.
 * @csspart entry - One declined write in it.
 * @cssprop [--crm-surface] - The panel's background.
 * @cssprop [--crm-text] - The text.
 * @cssprop [--crm-text-muted] - The line while all is well, and details.
 * @cssprop [--crm-warning] - The icon of what needs attention.
 * @cssprop [--crm-shadow] - The panel's shadow.
 * @cssstate loading - There is no client yet.
 * @cssstate ready - It shows how things stand.
 * @cssstate empty - Everything is saved.
 * @cssstate stale - The backend can't be reached.
 * @cssstate problem - The page has no client for it.
 */
export class CrmSyncStatus extends RapportElement {
  static override styles: CSSResultGroup = [theme, controls, styles];
  static override properties = {
    ...RapportElement.properties,
    quiet: { type: Boolean },
  };

  /** Whether nothing is shown while everything is saved. */
  declare quiet: boolean;

  readonly #announcer: Announcer = new Announcer(this);
  readonly #titles: RecordTitles = new RecordTitles(this);
  readonly #panel: AttentionPanel = new AttentionPanel(this);
  #isOpen = false;
  /** The entry whose heading gets the focus once it is drawn: one was decided, and its button is gone. */
  #focusNext: number | undefined;

  constructor() {
    super();
    this.quiet = false;
    for (const part of [syncStatusWords, editingWords, choicesWords]) this.words.bring(part);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#isOpen = false;
  }

  protected override get phase(): Phase {
    const { connection, missing } = this.connection;
    if (!this.isConnected || this.isHydrating) return { kind: 'loading' };
    if (!connection) return missing ? { kind: 'problem', problem: 'no-client' } : { kind: 'loading' };
    const { state } = syncLine(connection);
    return {
      kind: 'ready',
      isEmpty: state === 'saved' && connection.attention.length === 0,
      isStale: state === 'offline',
    };
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const { connection } = this.connection;
    if (!connection || this.isHydrating) return;
    this.#titles.follow(this.#isOpen ? this.connection.client : undefined);
    this.#announcer.follow(this.#spoken(connection));
  }

  override render(): TemplateResult {
    const phase = this.phase;
    const { connection } = this.connection;
    switch (phase.kind) {
      case 'loading':
        return html`<span
          class="line"
          part="line"
          role="status"
          aria-busy="true"
          aria-label=${this.words.text('loading')}
          ><span class="bone"></span
        ></span>`;
      case 'problem':
        return html`<span class="line" part="line">${icon(offlineIcon)}${this.words.text('clientProblem')}</span>`;
      case 'ready':
        return connection ? this.#status(connection, phase.isEmpty === true) : html``;
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const dialog = this.renderRoot.querySelector('dialog');
    if (this.#isOpen && dialog && !dialog.open) dialog.showModal();
    if (this.#focusNext === undefined) return;
    const headings = [...this.renderRoot.querySelectorAll<HTMLElement>('dialog h3')];
    const next = headings[Math.min(this.#focusNext, headings.length - 1)];
    (next ?? this.renderRoot.querySelector<HTMLElement>('#title'))?.focus();
    this.#focusNext = undefined;
  }

  #status(connection: ConnectionSnapshot, isSaved: boolean): TemplateResult {
    const { words } = this;
    const count = connection.attention.length;
    const limits = limitsOf(connection);
    const isShown = !(this.quiet && isSaved && lossesOf(connection).length === 0);
    return html`${isShown ? html`<span class="line" part="line" tabindex="-1">${this.#line(connection)}</span>` : nothing}${
        count > 0
          ? html`<button class="attention" part="attention" type="button" aria-haspopup="dialog" @click=${this.#open}>
              ${icon(alertIcon)}${words.text('attentionStatus', { count })}
            </button>`
          : limits.length > 0 && isShown
            ? html`<button
                class="limited tool"
                part="limits"
                type="button"
                aria-haspopup="dialog"
                aria-label=${words.text('limitsTitle')}
                title=${words.text('limitsTitle')}
                @click=${this.#open}
              >
                ${icon(infoIcon)}
              </button>`
            : nothing
      }<span class="unseen" role="status">${this.#announcer.text}</span>
      <dialog part="panel" aria-labelledby="title" @close=${this.#closed} @click=${this.#leave}>
        ${
          this.#isOpen
            ? this.#panel.content(connection.attention, {
                words,
                titles: this.#titles,
                now: this.connection.client?.now() ?? 0,
                limits,
                line: this.#line(connection, true),
                decide: this.#decide,
                close: this.#close,
              })
            : nothing
        }
      </dialog>`;
  }

  /** What the line says. While writes need attention it does not say that everything is saved. */
  #line(connection: ConnectionSnapshot, always = false): TemplateResult {
    const { state, message, icon: path, count } = syncLine(connection);
    if (state === 'saved' && connection.attention.length > 0 && !always) return html``;
    return html`<span class=${`state ${state}`}>${icon(path)}<span>${this.words.text(message, { count })}</span></span
      >${state === 'unauthenticated' && !always ? html`<slot name="sign-in"></slot>` : nothing}`;
  }

  #spoken(connection: ConnectionSnapshot): string {
    const { state, message, count } = syncLine(connection);
    const declined = connection.attention.length;
    const said = [
      ...(state === 'saved' && declined > 0 ? [] : [this.words.text(message, { count })]),
      ...(declined > 0 ? [this.words.text('attentionSaid', { count: declined })] : []),
      ...lossesOf(connection).map((loss) => this.words.text(loss)),
    ];
    return said.join('. ');
  }

  readonly #open = (): void => {
    this.#isOpen = true;
    this.#panel.reset();
    this.requestUpdate();
  };

  readonly #close = (): void => this.renderRoot.querySelector('dialog')?.close();

  readonly #closed = (): void => {
    this.#isOpen = false;
    this.requestUpdate();
    // The dialog gives the focus back to its button; where that is gone with the last entry, the line takes its place.
    void this.updateComplete.then(() => {
      const place =
        this.renderRoot.querySelector<HTMLElement>('.attention, .limited') ?? this.renderRoot.querySelector('.line');
      if (place instanceof HTMLElement && !this.renderRoot.querySelector(':focus')) place.focus();
    });
  };

  /** A click beside the panel leaves it. */
  readonly #leave = (event: MouseEvent): void => {
    if (event.target === event.currentTarget) this.#close();
  };

  readonly #decide = (
    writes: readonly RefusedWrite[],
    decision: WriteDecision,
    choices: readonly Choice[] = [],
  ): void => {
    const { client, connection } = this.connection;
    if (!client || !connection) return;
    this.#focusNext = connection.attention.findIndex(({ id }) => id === writes[0]?.id);
    for (const write of writes) {
      if (!this.dispatchEvent(new CrmWriteDecideEvent(write, decision))) continue;
      if (decision === 'retry') void client.retry(write.id);
      else {
        const anew = decision === 'save' ? rebased(write, choices) : undefined;
        if (anew) void client.edit(write.id, anew);
        else client.discard(write.id);
      }
      this.dispatchEvent(new CrmWriteDecidedEvent(write, decision));
    }
    this.requestUpdate();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-sync-status': CrmSyncStatus;
  }
}
