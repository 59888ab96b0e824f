import type { LiveSnapshot } from '@rapport/client';
import type { Consent, Contact, User } from '@rapport/core';
import { html, nothing, type TemplateResult } from 'lit';
import { problemOf } from '../element/index.ts';
import { formatDate, formatMoney, type MessagesController } from '../messages/index.ts';
import { avatar } from '../theme/index.ts';
import { consentStates, type ConsentState } from './consent-state.ts';
import type { OpenWorkFigures } from './open-work.ts';

const quiet = (text: string): TemplateResult => html`<span class="muted">${text}</span>`;
const loading = html`<span class="bone"></span>`;

/** What stands where a value could not be read: it is never shown as if there were none. */
function unread(error: unknown, words: MessagesController): TemplateResult {
  return quiet(words.text(problemOf(error) === 'not-permitted' ? 'hiddenValue' : 'unknownValue'));
}

export function link(text: string, url: string | undefined, label: string): TemplateResult {
  // A number for dialling does not turn round in right-to-left text.
  const shown = html`<bdi dir=${text.startsWith('+') ? 'ltr' : 'auto'}>${label}</bdi>`;
  if (!url) return shown;
  return html`<a href=${url} rel="noopener noreferrer" target=${/^https?:/.test(url) ? '_blank' : nothing}
    >${shown}</a
  >`;
}

/** What clocks show where the contact is. */
export function timeThere({ timeZone }: Contact, now: number, words: MessagesController): unknown {
  if (!timeZone) return nothing;
  try {
    const time = formatDate(now, words.locale, { timeZone, hour: 'numeric', minute: '2-digit', weekday: 'short' });
    const said = words.rich('timeThere', { time: html`<bdi>${time}</bdi>` });
    return html` <span class="muted" title=${timeZone.replaceAll('_', ' ')}>· ${said}</span>`;
  } catch {
    // A zone that this browser does not know.
    return nothing;
  }
}

export function ownerOf(
  contact: Contact,
  snapshot: LiveSnapshot<User> | undefined,
  words: MessagesController,
): TemplateResult {
  if (!contact.owner) return quiet(words.text(contact.hidden?.includes('owner') ? 'hiddenValue' : 'noOwner'));
  const owner = snapshot?.records[0];
  if (owner) return html`${avatar(owner.name, owner.id, true)}<bdi>${owner.name}</bdi>`;
  if (snapshot?.status === 'error') return unread(snapshot.error, words);
  return snapshot?.status === 'ready' ? quiet(words.text('hiddenValue')) : loading;
}

/** `2 deals · €48,200 · 1 ticket`. */
export function openWork(figures: OpenWorkFigures | undefined, words: MessagesController): TemplateResult {
  if (!figures) return loading;
  const { deals, amounts, tickets, error } = figures;
  const parts = [
    ...(deals ? [words.text('openDeals', { count: deals })] : []),
    ...amounts.map((amount) => formatMoney(amount, words.locale, true)),
    ...(tickets ? [words.text('openTickets', { count: tickets })] : []),
  ];
  if (parts.length === 0) return error ? unread(error, words) : quiet(words.text('nothingOpen'));
  const text = parts.map((part, index) => html`${index > 0 ? ' · ' : ''}<bdi>${part}</bdi>`);
  const rest = error ? html` <span class="muted">· ${unread(error, words)}</span>` : nothing;
  return html`<span>${figures.isLeast ? words.rich('atLeast', { count: html`${text}` }) : text}${rest}</span>`;
}

export function consents(
  snapshot: LiveSnapshot<Consent> | undefined,
  now: number,
  words: MessagesController,
): TemplateResult {
  if (!snapshot || snapshot.status === 'loading') return loading;
  if (snapshot.status === 'error') return unread(snapshot.error, words);
  const states = consentStates(snapshot.records, now);
  if (states.length === 0) return quiet(words.text('noConsent'));
  return html`<span class="tags">${states.map((state) => consentTag(state, words))}</span>`;
}

const tones = { granted: 'good', pending: 'warning', expired: 'warning', denied: 'bad', withdrawn: 'bad' } as const;

function consentTag({ channel, state, consent }: ConsentState, words: MessagesController): TemplateResult {
  const date = formatDate(consent.capturedAt, words.locale, { dateStyle: 'medium' });
  const detail = words.text('consentDetail', { purpose: consent.purpose, date });
  const said = words.text(`${state}Consent`, { channel: words.text(`${channel}Channel`) });
  return html`<span class="tag ${tones[state]}" title=${detail}>${said}</span>`;
}
