import type { Contact } from '@rapport/core';
import { describe, expect, it } from 'vitest';
import { emptyDraft, type Draft } from './draft.ts';
import { entryOf } from './entry.ts';

const about = { type: 'contact', id: 'c1', name: 'Ana', company: 'k1' } as Contact;
const context = { about, now: Date.parse('2026-11-21T10:00:00.000Z'), timeZone: 'Europe/Berlin', author: 'u1' };
const aDraft = (values: Partial<Draft>): Draft => ({ ...emptyDraft, ...values });

describe('entryOf', () => {
  it('makes a note of text alone, now, about the contact and the company', () => {
    expect(entryOf(aDraft({ text: ' Likes mornings. ' }), context)).toEqual({
      entry: {
        type: 'activity',
        values: {
          kind: 'note',
          occurredAt: '2026-11-21T10:00:00.000Z',
          source: 'rapport',
          direction: 'internal',
          contact: 'c1',
          company: 'k1',
          body: 'Likes mornings.',
          bodyFormat: 'text',
          author: 'u1',
        },
      },
    });
  });

  it('lets a call be logged without a word, with its minutes, direction and time', () => {
    const made = entryOf(
      aDraft({ kind: 'call', minutes: '12', direction: 'inbound', at: '2026-11-20T09:30' }),
      context,
    );
    expect(made).toMatchObject({
      entry: {
        values: { kind: 'call', durationSeconds: 720, direction: 'inbound', occurredAt: '2026-11-20T08:30:00.000Z' },
      },
    });
  });

  it('makes a task with what is to be done and when it is due', () => {
    const made = entryOf(aDraft({ kind: 'task', subject: 'Call back', due: '2026-11-24T09:00' }), context);
    expect(made).toMatchObject({
      entry: {
        type: 'task',
        values: { subject: 'Call back', status: 'open', dueAt: '2026-11-24T08:00:00.000Z', assignee: 'u1' },
      },
    });
  });

  it('names what is missing', () => {
    expect(entryOf(aDraft({ text: '  ' }), context)).toEqual({ missing: 'text' });
    expect(entryOf(aDraft({ kind: 'email' }), context)).toEqual({ missing: 'text' });
    expect(entryOf(aDraft({ kind: 'task', text: 'details' }), context)).toEqual({ missing: 'subject' });
  });
});
