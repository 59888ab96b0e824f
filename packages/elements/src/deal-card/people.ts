import type { Contact, ContactRole } from '@rapport/core';
import { setPrimaryContact } from '@rapport/core/pipeline';
import { html, nothing } from 'lit';
import { formatList } from '../messages/index.ts';
import { avatar } from '../theme/index.ts';
import type { CardContext } from './card-context.ts';
import { section, unread } from './section.ts';

/** A person in a deal, with all their parts in it. */
interface Person {
  readonly id: string;
  readonly contact: Contact | undefined;
  readonly roles: readonly ContactRole['role'][];
  readonly isPrimary: boolean;
}

/** The people of a deal, the primary contact first, then in the order in which they joined it. */
export function people({ deal, records }: Pick<CardContext, 'deal' | 'records'>): readonly Person[] {
  const roles = records.roles.snapshot?.records ?? [];
  const contacts = new Map((records.contacts.snapshot?.records ?? []).map((contact) => [contact.id, contact]));
  const ids = new Set([...(deal.contact == null ? [] : [deal.contact]), ...roles.map(({ contact }) => contact)]);
  return [...ids]
    .map((id): Person => {
      const own = roles.filter(({ contact }) => contact === id).map(({ role }) => role);
      const isPrimary = id === deal.contact || own.includes('primary');
      return { id, contact: contacts.get(id), roles: own.filter((role) => role !== 'primary'), isPrimary };
    })
    .sort((a, b) => Number(b.isPrimary) - Number(a.isPrimary));
}

export function contactsSection(context: CardContext): unknown {
  const { deal, records, words, decisions, mayEdit, mayWrite } = context;
  const all = people(context);
  const snapshot = records.roles.snapshot;
  if (snapshot?.status === 'error')
    return section(context, 'people', words.text('dealContacts'), unread(snapshot.error, words));
  const maySet = mayEdit('contact') && mayWrite('contactRole');
  const makePrimary = (person: Person): void => {
    const decided = setPrimaryContact(deal, snapshot?.records ?? [], person.id, decisions);
    const said = words.text('makePrimarySaid', { person: person.contact?.name ?? '' });
    context.decide('people', 'deal.setPrimaryContact', decided, said);
  };
  return section(
    context,
    'people',
    words.text('dealContacts'),
    all.length === 0
      ? html`<p class="small muted">${words.text('noDealContacts')}</p>`
      : html`<ul class="people">
          ${all.map((person) => {
            const name = person.contact?.name ?? words.text('hiddenValue');
            const roles = person.roles.map((role) => words.text(`${role}Role`));
            return html`<li>
              ${avatar(person.contact?.name ?? '', person.id, true)}
              <span class="person"
                ><bdi>${name}</bdi
                >${person.contact?.jobTitle ? html` <bdi class="muted">${person.contact.jobTitle}</bdi>` : nothing}</span
              >
              <span class="tags">
                ${person.isPrimary ? html`<span class="tag strong">${words.text('primaryRole')}</span>` : nothing}
                ${roles.length > 0 ? html`<span class="tag">${formatList(roles, words.locale)}</span>` : nothing}
              </span>
              ${
                maySet && !person.isPrimary
                  ? html`<button
                      class="quiet small"
                      type="button"
                      aria-label=${words.text('makePrimaryOf', { person: name })}
                      @click=${() => makePrimary(person)}
                    >
                      ${words.text('makePrimary')}
                    </button>`
                  : nothing
              }
            </li>`;
          })}
        </ul>`,
  );
}
