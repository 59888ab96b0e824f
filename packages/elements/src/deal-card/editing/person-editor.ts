import type { Contact, ContactRole, Filter } from '@rapport/core';
import { setContactRoles } from '@rapport/core/pipeline';
import { html } from 'lit';
import { formatList } from '../../messages/index.ts';
import type { EditTarget, PartEditing } from '../part-editing.ts';
import { contactRoles, goneFrom, people } from '../people.ts';
import { PartEditor, type FormDecision } from './part-editor.ts';
import { RecordChoice, type Choice } from './record-choice.ts';

type Target = Extract<EditTarget, { readonly part: 'people' }>;
type Role = ContactRole['role'];

/** Who takes part in a deal, and in what parts. */
export class PersonEditor extends PartEditor {
  readonly first: string;
  readonly #choice: RecordChoice<Contact>;
  readonly #known: string | undefined;
  #typed = '';
  #chosen: Contact | undefined;
  #roles: ReadonlySet<Role>;

  constructor(target: Target, editing: PartEditing) {
    super(target, editing);
    const all = people(this.context);
    const person = all.find(({ id }) => id === target.contact);
    this.first = person ? '#edit-role-primary' : '#edit-contact';
    this.#known = person?.id;
    this.#chosen = person?.contact;
    this.#roles = new Set<Role>([...(person?.isPrimary ? (['primary'] as const) : []), ...(person?.roles ?? [])]);
    // The first one to be added is likely to be whom it is with.
    if (!all.some(({ isPrimary }) => isPrimary)) this.#roles = new Set([...this.#roles, 'primary']);
    this.#choice = new RecordChoice({
      element: editing.card.element,
      words: this.context.words,
      name: 'contact',
      find: (text) => this.#find(text),
      changed: (text, contact) => {
        this.#typed = text;
        this.#chosen = contact;
        this.redraw();
      },
    });
  }

  override get gone(): string | undefined {
    return goneFrom(this.context, this.target) && this.context.words.text('personGone');
  }

  protected get label(): string {
    const { words } = this.context;
    return this.#known ? words.text('editOf', { name: this.#chosen?.name ?? '' }) : words.text('addPerson');
  }

  protected nameOf(field: string): string {
    return this.context.words.text(field === 'role' ? 'rolesLegend' : 'contact');
  }

  protected fields(): unknown {
    const { words } = this.context;
    const toggled = (role: Role) => (event: Event) => {
      const roles = new Set(this.#roles);
      if ((event.target as HTMLInputElement).checked) roles.add(role);
      else roles.delete(role);
      this.#roles = roles;
    };
    return html`${
        this.#known
          ? html`<p class="whole strong"><bdi>${this.#chosen?.name ?? words.text('hiddenValue')}</bdi></p>`
          : this.labelled(
              'contact',
              words.text('contact'),
              this.#choice.template(this.#typed, this.faults.has('contact')),
              true,
            )
      }
      <fieldset class="field whole">
        <legend>${words.text('rolesLegend')}</legend>
        <div class="checks">
          ${contactRoles.map(
            (role) =>
              html`<label
                ><input
                  type="checkbox"
                  id=${`edit-role-${role}`}
                  .checked=${this.#roles.has(role)}
                  @change=${toggled(role)}
                />${words.text(`${role}Role`)}</label
              >`,
          )}
        </div>
      </fieldset>`;
  }

  protected decide(): FormDecision | undefined {
    const { deal, records, decisions, words } = this.context;
    const contact = this.#known ?? this.#chosen?.id;
    if (contact === undefined) {
      this.faults = new Map([['contact', words.text('personNeeded')]]);
      return undefined;
    }
    const roles: readonly Role[] = this.#roles.size === 0 ? ['other'] : [...this.#roles];
    const person = this.#chosen?.name ?? words.text('hiddenValue');
    const parts = formatList(
      roles.map((role) => words.text(`${role}Role`)),
      words.locale,
    );
    return {
      decision: 'deal.setContactRoles',
      decided: setContactRoles(deal, records.roles.snapshot?.records ?? [], contact, roles, decisions),
      said: words.text('personSavedSaid', { person, roles: parts }),
    };
  }

  /** Those of the deal's company first; by name where one is typed. Who takes part already is edited where they stand. */
  async #find(text: string): Promise<readonly Choice<Contact>[]> {
    const { client, deal } = this.context;
    const there = new Set(people(this.context).map(({ id }) => id));
    const likely = async (where: Filter | undefined): Promise<readonly Contact[]> => {
      const orderBy = [{ field: 'name', direction: 'asc' } as const];
      const page = await client.backend.query({ type: 'contact', ...(where ? { where } : {}), orderBy, limit: 16 });
      return (page.records as readonly Contact[]).filter(({ id }) => !there.has(id)).slice(0, 8);
    };
    const ofCompany =
      text !== '' || deal.company == null ? [] : await likely({ field: 'company', op: 'eq', value: deal.company });
    const found =
      ofCompany.length > 0
        ? ofCompany
        : await likely(text === '' ? undefined : { field: 'name', op: 'contains', value: text });
    return found.map((record) => ({ record, name: record.name, detail: record.jobTitle ?? record.email ?? '' }));
  }
}
