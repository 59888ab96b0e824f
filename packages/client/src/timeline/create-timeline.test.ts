import {
  BackendError,
  comparePlaces,
  InvalidInputError,
  toInstant,
  type AnyRecord,
  type TimelineItem,
  type TimelinePageRequest,
  type TimelineSource,
} from '@rapport/core';
import { describe, expect, it } from 'vitest';
import { createClient } from '../create-client.ts';
import { aContact, aRecord, countingIds, idOf, ScriptedBackend, settle, VirtualTime } from '../testing/index.ts';
import { createTimeline, type TimelineOptions } from './index.ts';

const minute = 60_000;
const noon = Date.parse('2026-03-01T12:00:00.000Z');
/** So many minutes before noon. */
const before = (minutes: number): string => toInstant(noon - minutes * minute);
const anActivity = (number: number, minutes: number, values: Readonly<Record<string, unknown>> = {}): AnyRecord =>
  aRecord('activity', number, {
    kind: 'note',
    occurredAt: before(minutes),
    subject: `note ${number}`,
    contact: idOf(1),
    ...values,
  });

/** A host's source in memory, which a test can make wait and fail. */
class HostSource implements TimelineSource {
  readonly id: string;
  readonly label = 'ERP orders';
  readonly items: TimelineItem[];
  readonly requests: TimelinePageRequest[] = [];
  fault: Error | undefined;
  held: (() => void)[] | undefined;
  constructor(id: string, minutes: readonly number[]) {
    this.id = id;
    this.items = minutes.map((each) => ({
      id: `SO-${each}`,
      source: id,
      kind: 'order',
      occurredAt: before(each),
      title: `Order ${each}`,
    }));
  }
  async load(request: TimelinePageRequest) {
    this.requests.push(request);
    await new Promise<void>((resolve) => (this.held ? this.held.push(resolve) : resolve()));
    if (this.fault) throw this.fault;
    const rest = this.items
      .filter((item) => request.below === null || comparePlaces(request.below, item) < 0)
      .sort(comparePlaces);
    return { items: rest.slice(0, request.limit), end: rest.length <= request.limit };
  }
}

function setUp(records: readonly AnyRecord[], options: Partial<TimelineOptions> = {}) {
  const backend = new ScriptedBackend();
  const time = new VirtualTime();
  for (const record of [
    aContact(1, { name: 'Ana Ruiz', externalIds: { erp: '10042' } }),
    aRecord('user', 2, { name: 'Mika' }),
    ...records,
  ])
    backend.records.set(record.id, record);
  const client = createClient({
    backend,
    clock: time.clock,
    schedule: time.schedule,
    newId: countingIds(1_000_000),
    random: () => 0,
    wake: () => () => {},
  });
  const timeline = createTimeline(client, {
    subject: { type: 'contact', name: { id: idOf(1) } },
    timeZone: 'Europe/Berlin',
    pageSize: 4,
    schedule: time.schedule,
    ...options,
  });
  const titles = () => timeline.getSnapshot().items.map(({ title }) => title);
  return { backend, time, client, timeline, titles };
}
const listen = async (timeline: { subscribe(listener: () => void): () => void }) => {
  const stop = timeline.subscribe(() => undefined);
  await settle();
  await settle();
  return stop;
};

describe('a timeline', () => {
  it('T1: puts every kind of record of the subject, and the host’s items, in one order', async () => {
    const { timeline, titles } = setUp(
      [
        anActivity(10, 10, { kind: 'call', subject: 'Call', author: idOf(2) }),
        anActivity(11, 1, { subject: 'of somebody else', contact: idOf(3) }),
        anActivity(12, 35, { subject: 'Meeting', contact: idOf(3), contacts: [idOf(1)] }),
        aContact(3),
        aRecord('ticket', 20, {
          subject: 'Labels print blank',
          statusCategory: 'solved',
          requester: idOf(1),
          createdAt: before(90),
          solvedAt: before(20),
        }),
        aRecord('ticket', 22, {
          subject: 'Cannot log in',
          statusCategory: 'open',
          requester: idOf(1),
          createdAt: before(90),
        }),
        aRecord('task', 41, {
          subject: 'Ask for the volume',
          status: 'done',
          contact: idOf(1),
          createdAt: before(500),
          completedAt: before(55),
        }),
        aRecord('message', 21, {
          ticket: idOf(20),
          contact: idOf(1),
          authorContact: idOf(1),
          visibility: 'public',
          body: 'It is blank',
          sentAt: before(80),
        }),
        aRecord('deal', 30, { name: 'Framework', contact: idOf(1) }),
        aRecord('stage', 31, { name: 'Negotiation' }),
        aRecord('stageChange', 32, {
          deal: idOf(30),
          contact: idOf(1),
          to: idOf(31),
          changedAt: before(50),
          changedBy: idOf(2),
        }),
        aRecord('task', 40, { subject: 'Send the offer', status: 'open', contact: idOf(1), createdAt: before(60) }),
        aRecord('consent', 50, {
          contact: idOf(1),
          channel: 'email',
          purpose: 'newsletter',
          legalBasis: 'consent',
          status: 'granted',
          capturedAt: before(70),
        }),
      ],
      { sources: [new HostSource('orders', [30])], pageSize: 20 },
    );
    await listen(timeline);
    expect(timeline.getSnapshot()).toMatchObject({ status: 'ready', hasMore: false, missing: [] });
    expect(timeline.getSnapshot().items.map(({ kind, title }) => [kind, title])).toEqual([
      ['call', 'Call'],
      ['ticketSolved', 'Labels print blank'],
      ['order', 'Order 30'],
      ['note', 'Meeting'],
      ['stageChange', 'Framework'],
      ['task', 'Ask for the volume'],
      ['task', 'Send the offer'],
      ['consent', 'newsletter'],
      ['ticketMessage', 'Labels print blank'],
      ['ticketOpened', 'Cannot log in'],
    ]);
    expect(titles()).not.toContain('of somebody else');
    expect(timeline.getSnapshot().items[0]?.people).toEqual([
      { name: 'Mika', ref: { type: 'user', id: idOf(2) } },
      { name: 'Ana Ruiz', ref: { type: 'contact', id: idOf(1) } },
    ]);
    expect(timeline.getSnapshot().items[4]?.facts).toEqual([
      { label: 'toStage', value: 'Negotiation', tone: 'neutral' },
    ]);
  });

  it('asks by a foreign name without looking it up first', async () => {
    const { backend, timeline, titles } = setUp([anActivity(10, 1)], {
      subject: { type: 'contact', name: { system: 'erp', externalId: '10042' } },
    });
    await listen(timeline);
    expect(titles()).toEqual(['note 10']);
    expect(backend.queries.find(({ type }) => type === 'activity')?.where).toEqual({
      field: 'contact.externalIds.erp',
      op: 'eq',
      value: '10042',
    });
  });

  it('T2: pages without skipping or repeating, and what has been loaded stays live', async () => {
    const { backend, timeline, titles } = setUp(
      Array.from({ length: 11 }, (_, index) => anActivity(10 + index, index)),
    );
    await listen(timeline);
    expect(titles()).toEqual(['note 10', 'note 11', 'note 12', 'note 13']);
    expect(timeline.getSnapshot().hasMore).toBe(true);
    for (const count of [8, 11]) {
      timeline.loadMore();
      await settle();
      await settle();
      expect(titles()).toHaveLength(count);
    }
    expect(titles()).toEqual(Array.from({ length: 11 }, (_, index) => `note ${10 + index}`));
    expect(timeline.getSnapshot().hasMore).toBe(false);
    backend.put(anActivity(19, 9, { subject: 'edited', version: 2 }));
    backend.remove(idOf(15));
    await settle();
    expect(titles()).toEqual([
      'note 10',
      'note 11',
      'note 12',
      'note 13',
      'note 14',
      'note 16',
      'note 17',
      'note 18',
      'edited',
      'note 20',
    ]);
    expect(timeline.getSnapshot().arrived).toEqual([]);
  });

  it('T2: goes on following what new items have pushed down', async () => {
    const { backend, timeline, titles } = setUp(
      Array.from({ length: 4 }, (_, index) => anActivity(10 + index, 60 + index)),
    );
    await listen(timeline);
    for (let number = 20; number < 30; number++) backend.put(anActivity(number, 30 - number));
    await settle();
    expect(titles()).toHaveLength(14);
    backend.put(anActivity(12, 62, { subject: 'edited', version: 2 }));
    backend.remove(idOf(13));
    await settle();
    expect(titles().slice(10)).toEqual(['note 10', 'note 11', 'edited']);
  });

  it('T3: shows the others after a while without a slow source, says where it is missing, and fills it in', async () => {
    const orders = new HostSource('orders', [1, 5]);
    orders.held = [];
    const { time, timeline, titles } = setUp([anActivity(10, 0), anActivity(11, 3)], {
      sources: [orders],
      patience: 2_000,
    });
    await listen(timeline);
    expect(timeline.getSnapshot()).toMatchObject({ status: 'loading', items: [], missing: [] });
    await time.pass(2_000);
    expect(titles()).toEqual(['note 10', 'note 11']);
    expect(timeline.getSnapshot().entries[0]).toMatchObject({
      kind: 'missing',
      gap: { source: 'orders', label: 'ERP orders', reason: 'slow', from: null, to: null },
    });
    orders.held.forEach((release) => release());
    await settle();
    expect(titles()).toEqual(['note 10', 'Order 1', 'note 11', 'Order 5']);
    expect(timeline.getSnapshot()).toMatchObject({ missing: [], arrived: [] });
  });

  it('T3: names a source that failed, and fills it in after a retry', async () => {
    const orders = new HostSource('orders', [1, 5]);
    orders.fault = new Error('The ERP is down');
    const { timeline, titles } = setUp([anActivity(10, 0), anActivity(11, 3)], { sources: [orders] });
    await listen(timeline);
    expect(titles()).toEqual(['note 10', 'note 11']);
    expect(timeline.getSnapshot().missing).toMatchObject([{ source: 'orders', reason: 'failed', error: orders.fault }]);
    timeline.retry('orders');
    await settle();
    expect(timeline.getSnapshot().missing).toHaveLength(1);
    orders.fault = undefined;
    timeline.retry('orders');
    await settle();
    expect(titles()).toEqual(['note 10', 'Order 1', 'note 11', 'Order 5']);
    expect(timeline.getSnapshot().missing).toEqual([]);
  });

  it('T3: a source that answers nonsense has failed, and says how', async () => {
    const orders = new HostSource('orders', [1]);
    orders.items.push({ id: 'SO-x', source: 'orders', kind: 'order', occurredAt: '1 March' });
    const { timeline, titles } = setUp([anActivity(10, 0)], { sources: [orders] });
    await listen(timeline);
    expect(titles()).toEqual(['note 10']);
    expect(timeline.getSnapshot().missing[0]?.error).toMatchObject({
      code: 'invalid-input',
      issues: [{ path: ['items', 1, 'occurredAt'], code: 'instant' }],
    });
  });

  it('says that nobody answered while the backend is away, and recovers by itself', async () => {
    const { backend, time, timeline, titles } = setUp([anActivity(10, 0)]);
    backend.goDown();
    await listen(timeline);
    expect(timeline.getSnapshot()).toMatchObject({ status: 'error', items: [] });
    expect(timeline.getSnapshot().missing[0]?.error).toBeInstanceOf(BackendError);
    backend.comeUp();
    await time.pass(60_000);
    expect(timeline.getSnapshot()).toMatchObject({ status: 'ready', missing: [] });
    expect(titles()).toEqual(['note 10']);
  });

  it('T3: names what a further page could not bring while the backend is away, and brings it by itself', async () => {
    const { backend, time, timeline, titles } = setUp(
      Array.from({ length: 9 }, (_, index) => anActivity(10 + index, index)),
    );
    await listen(timeline);
    backend.goDown();
    backend.breakStreams();
    await time.pass(100);
    timeline.loadMore();
    await settle();
    expect(titles()).toEqual(['note 10', 'note 11', 'note 12', 'note 13']);
    expect(timeline.getSnapshot().missing).toMatchObject([{ source: 'activities', reason: 'failed', to: null }]);
    expect(timeline.getSnapshot().entries.at(-1)).toMatchObject({ kind: 'missing' });
    backend.comeUp();
    await time.pass(60_000);
    expect(timeline.getSnapshot().missing).toEqual([]);
    expect(titles().slice(0, 8)).toEqual(Array.from({ length: 8 }, (_, index) => `note ${10 + index}`));
  });

  it('shows the reader’s own call at once, pending, and not as news', async () => {
    const { backend, client, timeline, titles } = setUp([anActivity(10, 5)], {
      subject: { type: 'contact', name: { system: 'erp', externalId: '10042' } },
    });
    await listen(timeline);
    backend.isHolding = true;
    const done = client.create('activity', {
      kind: 'call',
      subject: 'Just now',
      occurredAt: before(0),
      contact: idOf(1),
    });
    await settle();
    expect(titles()).toEqual(['Just now', 'note 10']);
    expect(timeline.getSnapshot().items[0]?.pending).toBe(true);
    backend.isHolding = false;
    backend.releaseAll();
    await settle();
    expect((await done).status).toBe('applied');
    await settle();
    expect(titles()).toEqual(['Just now', 'note 10']);
    expect(timeline.getSnapshot().items[0]?.pending).toBeUndefined();
    expect(timeline.getSnapshot().arrived).toEqual([]);
  });

  it('takes a refused write back', async () => {
    const { backend, client, timeline, titles } = setUp([anActivity(10, 5)]);
    await listen(timeline);
    backend.isHolding = true;
    backend.decide = (mutation) => ({
      id: mutation.id,
      status: 'refused',
      refusal: { ok: false, code: 'not-permitted' },
    });
    const done = client.create('activity', {
      kind: 'call',
      subject: 'Just now',
      occurredAt: before(0),
      contact: idOf(1),
    });
    await settle();
    expect(titles()).toEqual(['Just now', 'note 10']);
    backend.isHolding = false;
    backend.releaseAll();
    await settle();
    expect((await done).status).toBe('refused');
    expect(titles()).toEqual(['note 10']);
  });

  it('T6: what others write takes its place and is told apart until it is acknowledged', async () => {
    const { backend, timeline, titles } = setUp([anActivity(10, 0), anActivity(11, 10)]);
    await listen(timeline);
    backend.put(anActivity(12, 5, { subject: 'between', author: idOf(2) }));
    await settle();
    expect(titles()).toEqual(['note 10', 'between', 'note 11']);
    expect(timeline.getSnapshot().arrived).toEqual([`activities/${idOf(12)}`]);
    expect(timeline.getSnapshot().items[1]?.people?.map(({ name }) => name)).toContain('Mika');
    timeline.acknowledge();
    expect(timeline.getSnapshot().arrived).toEqual([]);
    expect(titles()).toEqual(['note 10', 'between', 'note 11']);
  });

  it('T5: filters by kind and channel, and searches, in all sources', async () => {
    const { timeline, titles } = setUp(
      [
        anActivity(10, 0, { kind: 'call', subject: 'Café order' }),
        anActivity(11, 3),
        anActivity(12, 4, { kind: 'email', body: 'about the CAFE' }),
      ],
      { sources: [new HostSource('orders', [1, 5])] },
    );
    await listen(timeline);
    const shown = async (filter: TimelineOptions extends never ? never : Parameters<typeof timeline.setFilter>[0]) => {
      timeline.setFilter(filter);
      await settle();
      await settle();
      return titles();
    };
    expect(await shown({ kinds: ['call', 'order'] })).toEqual(['Café order', 'Order 1', 'Order 5']);
    expect(await shown({ channels: ['phone', 'email'] })).toEqual(['Café order', 'note 12']);
    expect(await shown({ search: 'cafe' })).toEqual(['Café order', 'note 12']);
    expect(await shown({ search: 'ORDER' })).toEqual(['Café order', 'Order 1', 'Order 5']);
    expect(await shown({ kinds: [] })).toEqual([]);
    expect(timeline.getSnapshot()).toMatchObject({ status: 'ready', hasMore: false });
    expect(await shown({})).toHaveLength(5);
  });

  it('T5: jumps to the end of a day of the reader’s zone, and back', async () => {
    // 1 March ends in Berlin at 23:00 UTC, eleven hours after noon.
    const { timeline, titles } = setUp([anActivity(10, -11 * 60), anActivity(11, -11 * 60 + 1), anActivity(12, 5)], {
      sources: [new HostSource('orders', [-12 * 60, 1])],
    });
    await listen(timeline);
    expect(titles()).toEqual(['Order -720', 'note 10', 'note 11', 'Order 1', 'note 12']);
    timeline.jumpTo('2026-03-01');
    await settle();
    await settle();
    expect(titles()).toEqual(['note 11', 'Order 1', 'note 12']);
    expect(timeline.getSnapshot().from).toBe('2026-03-01');
    timeline.jumpTo(null);
    await settle();
    await settle();
    expect(titles()[0]).toBe('Order -720');
    expect(() => timeline.jumpTo('1 March')).toThrow(InvalidInputError);
  });

  it('T8: shows what is above a day that was jumped to, and keeps all of it live', async () => {
    const day = 24 * 60;
    const { backend, timeline, titles } = setUp(
      [
        anActivity(10, -day),
        anActivity(11, 1),
        anActivity(12, 20 * day),
        anActivity(13, 29 * day),
        anActivity(14, 40 * day),
      ],
      { sources: [new HostSource('orders', [21 * day, 30 * day])] },
    );
    await listen(timeline);
    timeline.jumpTo('2026-02-01');
    await settle();
    await settle();
    expect(titles()).toEqual(['note 13', 'Order 43200', 'note 14']);
    expect(timeline.getSnapshot()).toMatchObject({ from: '2026-02-01', hasNewer: true });
    timeline.loadNewer();
    expect(timeline.getSnapshot().loadingNewer).toBe(true);
    for (let turn = 0; turn < 6; turn += 1) await settle();
    expect(titles().slice(-5)).toEqual(['note 12', 'Order 30240', 'note 13', 'Order 43200', 'note 14']);
    for (let turn = 0; turn < 12 && timeline.getSnapshot().hasNewer; turn += 1) {
      timeline.loadNewer();
      for (let each = 0; each < 4; each += 1) await settle();
    }
    expect(titles()).toEqual(['note 10', 'note 11', 'note 12', 'Order 30240', 'note 13', 'Order 43200', 'note 14']);
    expect(timeline.getSnapshot()).toMatchObject({ from: null, hasNewer: false, loadingNewer: false });
    // A record of each stretch is followed, also from one to another.
    backend.put(anActivity(12, 41 * day, { version: 2 }));
    backend.put(anActivity(14, 2, { version: 2 }));
    await settle();
    await settle();
    expect(titles()).toEqual(['note 10', 'note 11', 'note 14', 'Order 30240', 'note 13', 'Order 43200', 'note 12']);
  });

  it('aborts what is under way when it is asked for something else', async () => {
    const orders = new HostSource('orders', [1]);
    orders.held = [];
    const { timeline } = setUp([], { sources: [orders] });
    await listen(timeline);
    timeline.setFilter({ search: 'x' });
    expect(orders.requests.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    timeline.close();
    expect(orders.requests.every(({ signal }) => signal.aborted)).toBe(true);
  });

  it('refuses two sources with one id, and a time zone there is none of', () => {
    expect(() => setUp([], { sources: [new HostSource('tasks', [])] })).toThrow('tasks');
    expect(() => setUp([], { timeZone: 'Berlin' })).toThrow(InvalidInputError);
  });
});
