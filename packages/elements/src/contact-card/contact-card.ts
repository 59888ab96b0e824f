import type { Company, Consent, Contact, User } from '@rapport/core';
import { parseRecordName } from '@rapport/core/model';
import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import {
  DescriptionController,
  LiveController,
  RapportElement,
  problemTemplate,
  recordPhase,
  warnOnce,
  type Phase,
} from '../element/index.ts';
import { mailUrl, phoneUrl, safeUrl } from '../foreign/index.ts';
import { contactCardWords, editingWords, type MessageKey } from '../messages/index.ts';
import { avatar, controls, theme, facts } from '../theme/index.ts';
import type { EditableField } from './contact-card.events.ts';
import { styles } from './contact-card.styles.ts';
import { consents, link, openWork, ownerOf, timeThere } from './facts.ts';
import { FieldEditor } from './field-editor.ts';
import { OpenWork } from './open-work.ts';

/**
 * @summary Who a contact is, at a glance: name, how to reach them, what is open, what they allow. Simple fields are changed in place.
 * @tag crm-contact-card
 * @slot actions - Beside the name: the host's own buttons.
 * @slot - Below the facts.
 * @slot loading - In place of the skeleton.
 * @slot error - In place of what says why nothing can be shown.
 * @fires {CrmContactChangeEvent} crm-contact-change - Before a field is changed; cancelable.
 * @fires {CrmContactChangedEvent} crm-contact-changed - The backend has taken a change.
 * @fires {CrmLoaderStartEvent} crm-loader-start - It begins to load.
 * @fires {CrmReadyEvent} crm-ready - The contact is shown.
 * @fires {CrmLoadErrorEvent} crm-load-error - It can't be shown: `kind` says why, `retry` tries again.
 * @csspart card - All of it.
 * @csspart name - The contact's name.
 * @csspart facts - The list of facts.
 * @csspart problem - What says why nothing can be shown.
 * @cssprop [--crm-surface] - The background.
 * @cssprop [--crm-text] - The text.
 * @cssprop [--crm-text-muted] - Labels and details.
 * @cssprop [--crm-accent] - Links and focus.
 * @cssprop [--crm-inset] - The distance from the edge.
 * @cssprop [--crm-avatar-size] - The avatar's diameter.
 * @cssstate loading - Nothing to show yet.
 * @cssstate ready - The contact is shown.
 * @cssstate stale - It is what was loaded last: the backend can't be reached.
 * @cssstate problem - It can't be shown.
 */
export class CrmContactCard extends RapportElement {
  static override styles: CSSResultGroup = [theme, controls, facts, styles];
  static override properties = {
    ...RapportElement.properties,
    contact: {},
    readOnly: { type: Boolean, attribute: 'readonly' },
  };

  /** Whose card it is: our id, or a foreign system's name for the contact, `erp:10042`. */
  declare contact: string | undefined;
  /** Whether fields can't be changed here, whatever the backend permits. */
  declare readOnly: boolean;

  readonly #contact = new LiveController<Contact>(this);
  readonly #company = new LiveController<Company>(this);
  readonly #owner = new LiveController<User>(this);
  readonly #consents = new LiveController<Consent>(this);
  readonly #openWork = new OpenWork(this);
  readonly #editor: FieldEditor = new FieldEditor(this, this.words);
  readonly #description: DescriptionController = new DescriptionController(this);
  #minute: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.readOnly = false;
    this.words.bring(contactCardWords);
    this.words.bring(editingWords);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // The time where the contact is goes on.
    this.#minute = setInterval(() => this.requestUpdate(), 60_000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#minute);
  }

  protected override get phase(): Phase {
    if (!this.isConnected || this.isHydrating) return { kind: 'loading' };
    return recordPhase({ asked: this.contact, connection: this.connection, live: this.#contact });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const name = parseRecordName(this.contact ?? '');
    if (changed.has('contact')) {
      this.#editor.close();
      if (this.contact && !name)
        warnOnce(this, `contact is an id or system:id, like erp:10042; not ${JSON.stringify(this.contact)}.`);
    }
    const client = this.isConnected ? this.connection.client : undefined;
    this.#contact.follow(client, name && this.contact, (from) => from.record('contact', name!));
    const contact = this.#contact.record;
    const { company, owner, id } = contact ?? {};
    this.#company.follow(client, company || undefined, (from) => from.record('company', { id: company! }));
    this.#owner.follow(client, owner || undefined, (from) => from.record('user', { id: owner! }));
    this.#consents.follow(client, id, (from) =>
      from.live({
        type: 'consent',
        where: { field: 'contact', op: 'eq', value: id! },
        orderBy: [{ field: 'capturedAt', direction: 'desc' }],
        limit: 100,
      }),
    );
    this.#openWork.follow(client, id);
    this.#description.follow(client);
  }

  override render(): TemplateResult {
    const phase = this.phase;
    const contact = this.#contact.record;
    switch (phase.kind) {
      case 'loading':
        return html`<slot name="loading">${this.#skeleton()}</slot>`;
      case 'problem':
        return html`<slot name="error"
          >${problemTemplate(this.words, phase.problem, this.contact ?? '', phase.retry)}</slot
        >`;
      case 'ready':
        return contact ? this.#card(contact, phase.isStale === true) : html``;
    }
  }

  /** Of whom neither deals nor tickets may be seen, it is not said that nothing is open. */
  get #mayHaveWork(): boolean {
    return !this.#description.hides('deal') || !this.#description.hides('ticket');
  }

  #isEditable(contact: Contact, field: EditableField): boolean {
    return !this.readOnly && !contact.hidden?.includes(field) && this.#description.canUpdate('contact', field);
  }

  #card(contact: Contact, isStale: boolean): TemplateResult {
    const { words } = this;
    const company = this.#company.record;
    const now = this.connection.client?.now() ?? 0;
    const isPending = this.#contact.snapshot?.pending.has(contact.id) === true;
    return html`<article
      class="card"
      part="card"
      aria-label=${words.text('contact')}
      aria-busy=${isPending ? 'true' : 'false'}
    >
      <header>
        ${avatar(contact.name, contact.id)}
        <div>
          <h2 part="name"><bdi>${contact.name}</bdi></h2>
          ${this.#subtitle(contact, company)}
        </div>
        <slot name="actions"></slot>
      </header>
      <dl part="facts">
        ${this.#reach(contact, 'email', 'email', mailUrl)}
        ${this.#reach(contact, 'phone', 'phone', phoneUrl, timeThere(contact, now, words))}
        ${contact.website ? this.#fact('website', link(contact.website, safeUrl(contact.website), contact.website.replace(/^https?:\/\/(www\.)?|\/$/g, ''))) : nothing}
        ${this.#fact('owner', ownerOf(contact, this.#owner.snapshot, words))}
        ${this.#mayHaveWork ? this.#fact('open', openWork(this.#openWork.figures, words)) : nothing}
        ${this.#fact('consent', consents(this.#consents.snapshot, now, words))}
      </dl>
      ${isStale || this.connection.connection?.state === 'offline' ? html`<p class="note" role="status">${words.text('offlineNote')}</p>` : nothing}
      <slot></slot>
    </article>`;
  }

  #subtitle(contact: Contact, company: Company | undefined): TemplateResult {
    if (this.#editor.isOpen('jobTitle'))
      return this.#editor.form(this.connection.client!, contact, 'jobTitle', 'jobTitle');
    const isEditable = this.#isEditable(contact, 'jobTitle');
    return html`<p class="subtitle small muted">
      ${contact.jobTitle ? html`<bdi>${contact.jobTitle}</bdi>` : nothing}${contact.jobTitle && company ? html`<span>&nbsp;·&nbsp;</span>` : nothing}${
        company ? html`<bdi>${company.name}</bdi>` : nothing
      }
      ${isEditable && contact.jobTitle ? this.#editor.button(contact, 'jobTitle', 'jobTitle') : nothing}${
        isEditable && !contact.jobTitle
          ? html`${company ? html`<span>&nbsp;·&nbsp;</span>` : nothing}${this.#editor.adder(contact, 'jobTitle', 'jobTitle')}`
          : nothing
      }
    </p>`;
  }

  #fact(label: MessageKey, value: unknown): TemplateResult {
    return html`<dt>${this.words.text(label)}</dt>
      <dd>${value}</dd>`;
  }

  #reach(
    contact: Contact,
    field: 'email' | 'phone',
    label: MessageKey,
    urlOf: (text: string) => string | undefined,
    aside: unknown = nothing,
  ): TemplateResult {
    if (this.#editor.isOpen(field))
      return this.#fact(label, this.#editor.form(this.connection.client!, contact, field, label));
    const value = contact[field];
    const shown = value
      ? link(value, urlOf(value), value)
      : html`<span class="muted">${this.words.text(contact.hidden?.includes(field) ? 'hiddenValue' : 'notSet')}</span>`;
    const button = this.#isEditable(contact, field) ? this.#editor.button(contact, field, label) : nothing;
    return html`<dt>${this.words.text(label)}</dt>
      <dd class="reach"><span>${shown}${aside}</span>${button}</dd>`;
  }

  #skeleton(): TemplateResult {
    return html`<div class="card" part="card" role="status" aria-busy="true" aria-label=${this.words.text('loading')}>
      <header>
        <span class="bone round avatar"></span>
        <div><span class="bone"></span><span class="bone"></span></div>
      </header>
      <div class="bones">${[0, 1, 2, 3].map(() => html`<span class="bone"></span>`)}</div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-contact-card': CrmContactCard;
  }
}
