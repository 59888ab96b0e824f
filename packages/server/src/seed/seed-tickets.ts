import type { House } from './seed-house.ts';
import type { Person } from './seed-company.ts';
import { atWork, day, hour, instantOf, minute, put, type SeedRecord, type Workshop } from './seed-record.ts';
import { internalRemarks, tickets } from './texts.ts';

/** A customer's requests, with what was written back and forth. */
export function* seedTickets(
  workshop: Workshop,
  house: House,
  people: readonly Person[],
  name: string,
): Generator<SeedRecord> {
  const { chance } = workshop;
  const count = name === '0' ? 9 : chance.int(0, 3);
  for (let index = 0; index < count; index++) {
    const person = name === '0' && index < 7 ? people[0] : undefined;
    yield* seedTicket(workshop, house, person ?? chance.pick(people), `${name}/${index}`);
  }
}

function* seedTicket(
  { chance, record, options }: Workshop,
  house: House,
  person: Person,
  name: string,
): Generator<SeedRecord> {
  const [subject, ticketType, priority, conversation] = chance.pick(tickets);
  const agent = chance.pick(house.staff.filter(({ team }) => team === 'service'));
  const product = chance.pick(house.products.filter(({ euros }) => euros > 2_000));
  const words = { product: product.name, given: person.givenName, agent: agent.givenName };
  const opened = Math.min(
    atWork(
      person.since + chance.int(10, Math.max(11, Math.floor((options.until - person.since) / day))) * day,
      person.country,
      chance,
    ),
    options.until - 3 * hour,
  );
  const messages: { readonly at: number; readonly body: string }[] = [];
  let at = opened;
  for (const text of conversation) {
    if (at >= options.until) break;
    messages.push({ at, body: put(text, words) });
    at += chance.int(20, 30 * 60) * minute;
  }
  const whole = messages.length === conversation.length;
  const last = messages.at(-1)?.at ?? opened;
  const solvedAt = whole && last + hour < options.until ? last + hour : undefined;
  const closedAt = solvedAt !== undefined && solvedAt + 5 * day < options.until ? solvedAt + 5 * day : undefined;
  const statusCategory =
    closedAt !== undefined
      ? 'closed'
      : solvedAt !== undefined
        ? 'solved'
        : messages.length === 1
          ? 'new'
          : messages.length % 2 === 0
            ? 'pending'
            : 'open';
  const ticket = record('ticket', name, opened, {
    number: String(30_000 + chance.int(0, 69_999)),
    subject: put(subject, words),
    description: messages[0]?.body,
    statusCategory,
    priority,
    ticketType,
    channel: chance.pick(['email', 'web', 'phone']),
    requester: person.id,
    company: person.company,
    assignee: agent.id,
    solvedAt: solvedAt && instantOf(solvedAt),
    closedAt: closedAt && instantOf(closedAt),
  });
  yield ticket;
  for (const [position, message] of messages.entries()) {
    const byCustomer = position % 2 === 0;
    yield record('message', `${name}/${position}`, message.at, {
      ticket: ticket.id,
      contact: person.id,
      company: person.company,
      visibility: 'public',
      body: message.body,
      bodyFormat: 'text',
      sentAt: instantOf(message.at),
      position: position * 10,
      channel: 'email',
      ...(byCustomer ? { authorContact: person.id } : { authorUser: agent.id }),
    });
  }
  if (!chance.maybe(0.3)) return;
  yield record('message', `${name}/internal`, opened, {
    ticket: ticket.id,
    contact: person.id,
    company: person.company,
    visibility: 'internal',
    body: chance.pick(internalRemarks),
    bodyFormat: 'text',
    sentAt: instantOf(opened + 10 * minute),
    position: 5,
    authorUser: agent.id,
  });
}
