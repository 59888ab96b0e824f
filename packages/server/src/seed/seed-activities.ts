import { unreachable } from '@rapport/core';
import type { RecordId } from '@rapport/core/model';
import { pages } from './catalogue.ts';
import type { Person } from './seed-company.ts';
import type { House } from './seed-house.ts';
import { atWork, day, hour, instantOf, minute, priceIn, put, type SeedRecord, type Workshop } from './seed-record.ts';
import { calls, chats, exchanges, meetings, notes } from './texts.ts';

/** One thing that happened, some of whose traces are several activities. */
type Episode =
  | 'email'
  | 'call'
  | 'views'
  | 'purchase'
  | 'meeting'
  | 'note'
  | 'chat'
  | 'newsletter'
  | 'download'
  | 'sms'
  | 'form'
  | 'event'
  | 'survey'
  | 'visit'
  | 'social'
  | 'message';

// How often, beside the others.
const weights: Readonly<Record<Episode, number>> = {
  email: 26,
  call: 18,
  views: 14,
  purchase: 8,
  meeting: 6,
  note: 6,
  chat: 5,
  newsletter: 6,
  download: 3,
  sms: 2,
  form: 2,
  event: 1,
  survey: 2,
  visit: 2,
  social: 1,
  message: 2,
};
const deck = Object.entries(weights).flatMap(([episode, weight]) =>
  Array.from({ length: weight }, () => episode as Episode),
);

/** What happened with a person, on all channels, from the first contact to the end of the history. */
export function* seedActivities(
  workshop: Workshop,
  house: House,
  person: Person,
  deals: readonly RecordId[],
  name: string,
): Generator<SeedRecord> {
  const { chance, options, record } = workshop;
  const span = options.until - person.since;
  for (let index = 0; index < person.episodes; index++) {
    const at = atWork(
      person.since + Math.floor((span * (index + chance.int(0, 100) / 100)) / person.episodes),
      person.country,
      chance,
    );
    const traces = tracesOf(chance.pick(deck), { workshop, house, person, at });
    for (const [position, { after, ...trace }] of traces.entries()) {
      const occurredAt = at + after;
      if (occurredAt >= options.until) continue;
      const deal =
        trace['kind'] !== 'pageView' && deals.length > 0 && chance.maybe(0.25) ? chance.pick(deals) : undefined;
      yield record('activity', `${name}/${index}/${position}`, occurredAt, {
        occurredAt: instantOf(occurredAt),
        contact: person.id,
        company: person.company,
        deal,
        source: 'rapport',
        ...trace,
      });
    }
  }
}

interface Scene {
  readonly workshop: Workshop;
  readonly house: House;
  readonly person: Person;
  readonly at: number;
}

/** An activity's own values, and how many milliseconds after the episode's beginning it happened. */
type Trace = { readonly after: number; readonly kind: string } & Readonly<Record<string, unknown>>;

function tracesOf(episode: Episode, { workshop: { chance }, house, person }: Scene): Trace[] {
  const { seller, country } = person;
  const product = chance.pick(house.products);
  const number = String(4_500_000 + chance.int(0, 99_999));
  const words = { product: product.name, given: person.givenName, agent: seller.givenName, number };
  const author = seller.id;
  switch (episode) {
    case 'email': {
      const [subject, asked, answered] = chance.pick(exchanges[person.language]);
      const customer = { role: 'from', contact: person.id, address: person.email, name: person.name };
      const ours = { role: 'to', user: seller.id, name: seller.name };
      return [
        {
          after: 0,
          kind: 'email',
          direction: 'inbound',
          subject: put(subject, words),
          body: put(asked, words),
          bodyFormat: 'text',
          participants: [customer, ours],
        },
        {
          after: chance.int(15, 300) * minute,
          kind: 'email',
          direction: 'outbound',
          subject: `Re: ${put(subject, words)}`,
          body: put(answered, words),
          bodyFormat: 'text',
          author,
          participants: [
            { ...ours, role: 'from' },
            { ...customer, role: 'to' },
          ],
        },
      ];
    }
    case 'call': {
      const [subject, body, outcome] = chance.pick(calls);
      return [
        {
          after: 0,
          kind: 'call',
          direction: chance.pick(['inbound', 'outbound']),
          subject: put(subject, words),
          body: put(body, words),
          bodyFormat: 'text',
          outcome,
          author,
          durationSeconds: outcome === 'No answer' ? 0 : chance.int(60, 2_400),
        },
      ];
    }
    case 'views': {
      let after = 0;
      return Array.from({ length: chance.int(3, 9) }, () => {
        const [title, path] = chance.pick(pages);
        after += chance.int(8, 240) * 1_000;
        return {
          after,
          kind: 'pageView',
          direction: 'inbound',
          subject: title,
          link: `https://www.fjordlight.example${path}`,
          source: 'website',
        };
      });
    }
    case 'purchase': {
      const quantity = chance.int(1, 6);
      const amount = priceIn(product.euros * quantity, country);
      return [
        {
          after: 0,
          kind: 'purchase',
          direction: 'inbound',
          subject: `Order ${number}: ${quantity} × ${product.name}`,
          quantity,
          amount,
          source: 'erp',
          outcome: 'confirmed',
        },
        {
          after: chance.int(3, 9) * day,
          kind: 'delivery',
          direction: 'outbound',
          subject: `Delivery for order ${number}`,
          quantity,
          source: 'erp',
          outcome: 'delivered',
        },
        {
          after: chance.int(12, 40) * day,
          kind: 'payment',
          direction: 'inbound',
          subject: `Payment for order ${number}`,
          amount,
          source: 'erp',
        },
      ];
    }
    case 'meeting': {
      const [subject, body] = chance.pick(meetings);
      return [
        {
          after: 0,
          kind: 'meeting',
          direction: 'internal',
          subject: put(subject, words),
          body: put(body, words),
          bodyFormat: 'text',
          durationSeconds: chance.pick([1_800, 2_700, 3_600, 5_400]),
          author,
          participants: [
            { role: 'organizer', user: seller.id, name: seller.name },
            { role: 'attendee', contact: person.id, name: person.name },
          ],
        },
      ];
    }
    case 'note':
      return [
        {
          after: 0,
          kind: 'note',
          direction: 'internal',
          body: put(chance.pick(notes), words),
          bodyFormat: 'text',
          author,
        },
      ];
    case 'chat': {
      const [subject, body] = chance.pick(chats);
      return [
        {
          after: 0,
          kind: 'chat',
          direction: 'inbound',
          subject: put(subject, words),
          body: put(body, words),
          bodyFormat: 'text',
          author,
          durationSeconds: chance.int(90, 900),
          source: 'website',
        },
      ];
    }
    case 'newsletter':
      return [
        {
          after: 0,
          kind: 'campaignTouch',
          direction: 'outbound',
          subject: 'Newsletter: water analysis without reagents',
          campaign: house.campaigns[2],
          source: 'newsletter',
          outcome: 'sent',
        },
        ...(chance.maybe(0.5)
          ? [
              {
                after: chance.int(5, 600) * minute,
                kind: 'campaignTouch',
                direction: 'inbound',
                subject: 'Newsletter opened',
                campaign: house.campaigns[2],
                source: 'newsletter',
                outcome: 'opened',
              } as const,
            ]
          : []),
      ];
    case 'download':
      return [
        {
          after: 0,
          kind: 'download',
          direction: 'inbound',
          subject: `Data sheet ${product.name}`,
          link: 'https://www.fjordlight.example/downloads',
          source: 'website',
        },
      ];
    case 'sms':
      return [
        {
          after: 0,
          kind: 'sms',
          direction: 'outbound',
          body: put('Your {product} arrives tomorrow between 9 and 12.', words),
          bodyFormat: 'text',
        },
      ];
    case 'form':
      return [
        {
          after: 0,
          kind: 'form',
          direction: 'inbound',
          subject: 'Request for a demonstration',
          body: put('Instrument: {product}\nSamples: waste water, 20 a day', words),
          bodyFormat: 'text',
          source: 'website',
        },
      ];
    case 'event':
      return [
        {
          after: 0,
          kind: 'event',
          direction: 'inbound',
          subject: 'Visited our stand at the trade fair',
          campaign: house.campaigns[1],
          outcome: 'attended',
        },
      ];
    case 'survey':
      return [
        {
          after: 0,
          kind: 'surveyAnswer',
          direction: 'inbound',
          subject: 'How likely are you to recommend us?',
          outcome: String(chance.int(6, 10)),
          source: 'survey',
        },
      ];
    case 'visit':
      return [
        {
          after: 0,
          kind: 'visit',
          direction: 'outbound',
          subject: put('Installation of the {product}', words),
          body: 'Installed, levelled and calibrated; two colleagues instructed.',
          bodyFormat: 'text',
          durationSeconds: 3 * (hour / 1_000),
          author,
        },
      ];
    case 'social':
      return [
        {
          after: 0,
          kind: 'social',
          direction: 'inbound',
          subject: 'Mentioned us in a post',
          link: 'https://social.example/posts/1',
          source: 'social',
        },
      ];
    case 'message':
      return [
        {
          after: 0,
          kind: 'message',
          direction: 'inbound',
          body: put('Hi {agent}, I am in the lab until 4 today, feel free to call.', words),
          bodyFormat: 'text',
        },
      ];
    default:
      return unreachable(episode);
  }
}
