import type { Contact, ContactRole, Result } from '@rapport/core';
import { setContactRoles, setPrimaryContact, type Decided } from '@rapport/core/pipeline';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { formatList } from '../messages/index.ts';
import { avatar } from '../theme/index.ts';
import type { CardContext } from './card-context.ts';
import type { EditTarget } from './part-editing.ts';
import { adder, section, tools, unread } from './section.ts';

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

/** The person whose form is open, where they are known to take part no longer. */
export function goneFrom(
  context: CardContext,
  target: EditTarget | undefined,
): (Person & { readonly place?: number | undefined }) | undefined {
  if (target?.part !== 'people' || target.contact === undefined) return undefined;
  const { snapshot } = context.records.roles;
  if (snapshot?.status !== 'ready' || snapshot.hasMore) return undefined;
  if (people(context).some(({ id }) => id === target.contact)) return undefined;
  return { id: target.contact, contact: undefined, roles: [], isPrimary: false, place: target.place };
}

/** All the parts that a contact can have, the primary one first. */
export const contactRoles = [
  'primary',
  'decisionMaker',
  'buyer',
  'influencer',
  'user',
  'technical',
  'legal',
  'blocker',
  'other',
] as const satisfies readonly ContactRole['role'][];

export function contactsSection(context: CardContext): unknown {
  const { records, words, editing } = context;
  const there = people(context);
  const gone = goneFrom(context, editing.target);
  // Where it stood: so the form stays as it is.
  const all = gone ? there.toSpliced(gone.place ?? there.length, 0, gone) : there;
  const snapshot = records.roles.snapshot;
  if (snapshot?.status === 'error')
    return section(context, 'people', words.text('dealContacts'), unread(snapshot.error, words));
  const maySet = context.mayEdit('contact') && context.mayWrite('contactRole');
  return section(
    context,
    'people',
    words.text('dealContacts'),
    html`${
      all.length === 0
        ? html`<p class="small muted">${words.text('noDealContacts')}</p>`
        : html`<ul class="people">
            ${repeat(
              all,
              ({ id }) => id,
              (person, place) =>
                editing.isOpen({ part: 'people', contact: person.id })
                  ? html`<li class="editing">${editing.template({ part: 'people', contact: person.id })}</li>`
                  : row(context, person, place, maySet),
            )}
          </ul>`
    }
    ${maySet ? adder(editing, { part: 'people' }, words.text('addPerson')) : nothing}`,
  );
}

function row(context: CardContext, person: Person, place: number, maySet: boolean): TemplateResult {
  const { words, editing, deal, records, decisions } = context;
  // Who is yet to be read is not said to be hidden.
  const isAwaited = !person.contact && records.contacts.snapshot?.status === 'loading';
  const name = isAwaited ? '…' : (person.contact?.name ?? words.text('hiddenValue'));
  const roles = person.roles.map((role) => words.text(`${role}Role`));
  const decided = (at: CardContext, wanted: readonly ContactRole['role'][]): Result<Decided> =>
    setContactRoles(at.deal, at.records.roles.snapshot?.records ?? [], person.id, wanted, at.decisions);
  const makePrimary = (): void =>
    context.decide(
      'people',
      'deal.setPrimaryContact',
      setPrimaryContact(deal, records.roles.snapshot?.records ?? [], person.id, decisions),
      words.text('makePrimarySaid', { person: name }),
    );
  const remove = (): void =>
    context.remove('people', 'deal.setContactRoles', decided(context, []), {
      said: words.text('removedSaid', { name }),
      backSaid: words.text('backSaid', { name }),
      decision: 'deal.setContactRoles',
      decide: (at) => decided(at, person.isPrimary ? ['primary', ...person.roles] : person.roles),
    });
  return html`<li>
    ${avatar(person.contact?.name ?? '', person.id, true)}
    <span class="person"
      ><bdi>${name}</bdi
      >${person.contact?.jobTitle ? html` <bdi class="muted">${person.contact.jobTitle}</bdi>` : nothing}</span
    >
    ${maySet ? tools(editing, { part: 'people', contact: person.id, place }, name, remove, words) : nothing}
    <span class="tags">
      ${person.isPrimary ? html`<span class="tag strong">${words.text('primaryRole')}</span>` : nothing}
      ${roles.length > 0 ? html`<span class="tag">${formatList(roles, words.locale)}</span>` : nothing}
      ${
        maySet && !person.isPrimary
          ? html`<button
              class="quiet small"
              type="button"
              aria-label=${words.text('makePrimaryOf', { person: name })}
              @click=${makePrimary}
            >
              ${words.text('makePrimary')}
            </button>`
          : nothing
      }</span
    >
  </li>`;
}
