import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { createClient } from '@rapport/client';
import type { TimelineItem, TimelineSource } from '@rapport/core';
import { createMemoryStore } from '@rapport/core/memory';
import {
  allByRole,
  byRole,
  findByRole,
  findText,
  focused,
  textOf,
  type,
  until,
  aRecord,
  aWorld,
  ago,
  ana,
  anActivity,
  mika,
  newId,
  now,
  silent,
  type World,
} from '../testing/index.ts';
import { setMessages } from '../messages/index.ts';
import { formIcon } from '../theme/index.ts';
import './define.ts';
import type { CrmTimeline } from './index.ts';

const show = async (world: Pick<World, 'client'>, attributes: Partial<CrmTimeline> = {}): Promise<CrmTimeline> => {
  const root = await fixture<HTMLElement>(
    html`<div>
      <button>before</button><crm-timeline time-zone="Europe/Berlin"></crm-timeline><button>after</button>
    </div>`,
  );
  const timeline = root.querySelector('crm-timeline')!;
  Object.assign(timeline, { client: world.client, contact: 'erp:10042', ...attributes });
  return timeline;
};

const history = [
  anActivity({
    kind: 'email',
    direction: 'inbound',
    subject: 'The agreement',
    body: 'We can sign. '.repeat(40),
    occurredAt: ago(10),
  }),
  anActivity({
    kind: 'call',
    direction: 'inbound',
    durationSeconds: 720,
    body: 'Asked for tiers.',
    occurredAt: ago(1_500),
  }),
  anActivity({ kind: 'note', body: 'Prefers mornings.', occurredAt: ago(3_000) }),
];
const many = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    anActivity({ subject: `Entry ${index}`, kind: 'meeting', occurredAt: ago(20 + index * 60) }),
  );
const press = async (key: string, control = false): Promise<void> => {
  if (!control) return sendKeys({ press: key });
  // Not every driver holds a key down.
  focused()?.dispatchEvent(
    new KeyboardEvent('keydown', { key, ctrlKey: true, bubbles: true, composed: true, cancelable: true }),
  );
};
const feedOf = (timeline: CrmTimeline): HTMLElement => byRole(timeline, 'feed')!;
const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

describe('<crm-timeline>', () => {
  it('says in rows that are there what words that come later say', async () => {
    const timeline = await show(aWorld(history));
    await findByRole(timeline, 'article', 'Call from Ana Ruiz');
    setMessages('en', { callFrom: '{person} rang' });
    await findByRole(timeline, 'article', 'Ana Ruiz rang');
    setMessages('en', { callFrom: 'Call from {person}' });
    await findByRole(timeline, 'article', 'Call from Ana Ruiz');
  });

  it('shows what happened, newest first, under days of the reader’s zone', async () => {
    const timeline = await show(aWorld(history));
    await findByRole(timeline, 'article', 'The agreement');
    expect(
      allByRole(timeline, 'article').map((article) =>
        article.querySelector('.title')?.textContent?.replace(/\s+/g, ' ').trim(),
      ),
    ).to.deep.equal(['Email: The agreement', 'Call from Ana Ruiz · 12 min', 'Note by Mika Koski']);
    expect(textOf(timeline))
      .to.contain('Today · Saturday, November 21')
      .and.to.contain('Yesterday · Friday, November 20');
  });

  it('calls yesterday what the calendar does, also late on a day of 25 hours', async () => {
    const late = Date.parse('2026-10-25T22:30:00.000Z');
    const noon = anActivity({ subject: 'At noon', occurredAt: '2026-10-24T10:00:00.000Z' });
    const store = createMemoryStore({ clock: () => late, newId, records: [mika, ana, noon] });
    const backend = store.backendFor({ tenant: 'test', role: 'agent', user: mika.id });
    const timeline = await show({ client: createClient({ backend, clock: () => late, newId }) });
    await findByRole(timeline, 'article', 'At noon');
    expect(textOf(timeline)).to.contain('Yesterday · Saturday, October 24');
  });

  it('folds page visits to one entry that opens to each of them', async () => {
    const visits = ['Pricing', 'Security', 'Terms'].map((subject, index) =>
      anActivity({ kind: 'pageView', subject, occurredAt: ago(30 + index) }),
    );
    const timeline = await show(aWorld(visits));
    const burst = await findByRole(timeline, 'article', '3 page visits: Pricing, Security, Terms');
    expect(allByRole(timeline, 'article')).to.have.length(1);
    burst.querySelector('button')!.click();
    await until(() => allByRole(timeline, 'article').length === 4);
    byRole(timeline, 'button', 'Fold')!.click();
    await until(() => allByRole(timeline, 'article').length === 1);
  });

  it('shows what other systems report with the icons and folds it has, from the first time it is seen', async () => {
    const visits = [1, 2, 3].map((index) => anActivity({ kind: 'pageView', occurredAt: ago(30 + index) }));
    const form = anActivity({ kind: 'form', subject: 'A quote', occurredAt: ago(5) });
    const timeline = await show(aWorld([form, ...visits, ...history]));
    const seen = new Set<string>();
    const look = new MutationObserver(() => {
      const articles = allByRole(timeline, 'article');
      if (articles.length > 0) seen.add(`${articles.length} ${articles[0]!.querySelector('path')!.getAttribute('d')}`);
    });
    await until(() => timeline.shadowRoot);
    look.observe(timeline.shadowRoot!, { subtree: true, childList: true });
    await findByRole(timeline, 'article', '3 page visits');
    look.disconnect();
    expect([...seen]).to.deep.equal([`5 ${formIcon}`]);
  });

  it('shows long text when it is asked for', async () => {
    const timeline = await show(aWorld(history));
    const more = await findByRole(timeline, 'button', 'Show more');
    const body = () => byRole(timeline, 'article', 'The agreement')!.querySelector('.body')!;
    const clamped = body().clientHeight;
    more.click();
    await findByRole(timeline, 'button', 'Show less');
    expect(body().clientHeight).to.be.greaterThan(clamped);
  });

  it('cuts no text without a way to see the whole, however dense it is', async () => {
    const texts = ['Hello Ana,\n\nthe lorry leaves on Monday.', 'x'.repeat(60), 'word '.repeat(30)];
    const notes = texts.map((body, index) => anActivity({ kind: 'note', body, occurredAt: ago(30 + index) }));
    const timeline = await show(aWorld(notes), { density: 'compact' });
    await until(() => allByRole(timeline, 'article').length === texts.length);
    for (const article of allByRole(timeline, 'article')) {
      const body = article.querySelector<HTMLElement>('.body')!;
      expect(body.scrollHeight > body.clientHeight && !article.querySelector('button'), body.textContent).to.equal(
        false,
      );
    }
  });

  it('shows only the kinds that are chosen, and all again', async () => {
    const timeline = await show(aWorld(history));
    await findByRole(timeline, 'article', 'The agreement');
    byRole(timeline, 'button', 'Calls')!.click();
    await until(() => allByRole(timeline, 'article').length === 1);
    expect(byRole(timeline, 'button', 'Calls')!.getAttribute('aria-pressed')).to.equal('true');
    expect(textOf(timeline)).to.contain('Call from Ana Ruiz');
    byRole(timeline, 'button', 'All')!.click();
    await until(() => allByRole(timeline, 'article').length === 3);
  });

  it('keeps the day of what is in view at the top', async () => {
    const timeline = await show(aWorld(many(100)));
    await findByRole(timeline, 'article', 'Entry 0');
    const feed = feedOf(timeline);
    const format = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Berlin', month: 'long', day: 'numeric' });
    const dayInView = (): string => {
      const above = feed.getBoundingClientRect().top;
      const first = allByRole(timeline, 'article').find((article) => article.getBoundingClientRect().bottom > above);
      return format.format(Date.parse(first?.querySelector('time')?.dateTime ?? ''));
    };
    for (const top of [1_500, 4_000, 600]) {
      feed.scrollTop = top;
      await until(() => timeline.shadowRoot!.querySelector('.pinned')?.textContent?.includes(dayInView()), `at ${top}`);
    }
    timeline.lang = 'de';
    await until(() => timeline.shadowRoot!.querySelector('.pinned')?.textContent?.includes('. November'));
    feed.scrollTop = 0;
    await until(() => timeline.shadowRoot!.querySelector<HTMLElement>('.pinned')?.hidden);
  });

  it('searches within, says where nothing fits, and clears', async () => {
    const timeline = await show(aWorld(history));
    (await findByRole(timeline, 'button', 'Search')).click();
    const field = await findByRole(timeline, 'searchbox');
    await until(() => focused() === field, 'the field has not the focus');
    type(field, 'mornings');
    await until(() => allByRole(timeline, 'article').length === 1);
    type(field, 'zebra');
    (await findByRole(timeline, 'button', 'Show everything')).click();
    await until(() => allByRole(timeline, 'article').length === 3);
  });

  it('jumps to a date, and back to the newest', async () => {
    const timeline = await show(aWorld(history));
    (await findByRole(timeline, 'button', 'Jump to a date')).click();
    const field = await findByRole(timeline, 'input[type=date]');
    (field as HTMLInputElement).value = '2026-11-20';
    field.dispatchEvent(new Event('change'));
    await until(() => !textOf(timeline).includes('The agreement'));
    const back = await findByRole(timeline, 'button', 'Back to the newest');
    back.focus();
    back.click();
    await findByRole(timeline, 'article', 'The agreement');
    await until(() => focused()?.getAttribute('role') === 'article', 'the focus was lost');
  });

  it('goes on upwards from a day that was jumped to, and does not move what is read', async () => {
    const timeline = await show(aWorld(many(120)));
    (await findByRole(timeline, 'button', 'Jump to a date')).click();
    const field = await findByRole(timeline, 'input[type=date]');
    (field as HTMLInputElement).value = '2026-11-19';
    field.dispatchEvent(new Event('change'));
    await until(() => !textOf(timeline).includes('Entry 3 '));
    (await findByRole(timeline, 'button', 'Show later entries')).click();
    await until(() => !byRole(timeline, 'button', 'Show later entries') || feedOf(timeline).scrollTop > 200);
    const first = allByRole(timeline, 'article').find(
      (article) => article.getBoundingClientRect().top > feedOf(timeline).getBoundingClientRect().top,
    )!;
    expect(first.textContent).not.to.contain('Entry 0');
    // Upwards, as far as there is anything.
    for (let step = 0; step < 200 && !textOf(timeline).includes('Entry 0'); step++) {
      feedOf(timeline).scrollBy(0, -300);
      await frame();
    }
    await findText(timeline, 'Entry 0');
    await until(() => !byRole(timeline, 'button', 'Back to the newest'), 'the newest is there');
  });

  it('leads back up from a day before anything happened', async () => {
    const timeline = await show(aWorld(history));
    (await findByRole(timeline, 'button', 'Jump to a date')).click();
    const field = await findByRole(timeline, 'input[type=date]');
    (field as HTMLInputElement).value = '2026-10-01';
    field.dispatchEvent(new Event('change'));
    (await findByRole(timeline, 'button', 'Show later entries')).click();
    await findByRole(timeline, 'article', 'The agreement');
  });

  describe('as a feed', () => {
    it('leaves what is shown alone when something else of it changes', async () => {
      const timeline = await show(aWorld(history));
      const first = await findByRole(timeline, 'article', 'The agreement');
      (await findByRole(timeline, 'button', 'Search')).click();
      await findByRole(timeline, 'searchbox');
      expect(byRole(timeline, 'article', 'The agreement')).to.equal(first);
    });

    it('says of each article which it is, and moves by Page Up and Page Down', async () => {
      const timeline = await show(aWorld(history));
      const first = await findByRole(timeline, 'article', 'The agreement');
      expect(first.getAttribute('aria-posinset')).to.equal('1');
      await until(() => byRole(timeline, 'article', 'The agreement')!.getAttribute('aria-setsize') === '3');
      first.focus();
      // What goes from one to the next is fetched when the focus comes.
      await press('PageDown');
      await until(() => focused() === byRole(timeline, 'article', 'Call from'));
      await press('PageDown');
      await press('PageUp');
      expect(focused()).to.equal(byRole(timeline, 'article', 'Call from'));
    });

    it('is left by Control+End and Control+Home', async () => {
      const timeline = await show(aWorld(history));
      (await findByRole(timeline, 'article', 'The agreement')).focus();
      await press('End', true);
      await until(() => focused()?.textContent === 'after');
      byRole(timeline, 'article', 'The agreement')!.focus();
      await press('Home', true);
      expect(focused()).to.equal(byRole(timeline, 'button', 'Write a note'));
    });

    for (const page of [
      'display: block; block-size: 600px',
      'display: grid',
      'display: block; max-block-size: 400px',
    ]) {
      it(`scrolls by itself in a page that says ${page}`, async () => {
        const timeline = await show(aWorld(many(300)));
        timeline.style.cssText = page;
        await findByRole(timeline, 'article', 'Entry 0');
        await frame();
        const { height } = timeline.getBoundingClientRect();
        expect(height).to.be.at.most(720);
        expect(feedOf(timeline).getBoundingClientRect().bottom).to.be.at.most(
          timeline.getBoundingClientRect().bottom + 1,
        );
      });
    }

    it('goes through a thousand entries with few elements, loading as the reader gets there', async () => {
      const timeline = await show(aWorld(many(1_000)));
      await findByRole(timeline, 'article', 'Entry 0');
      const feed = feedOf(timeline);
      await until(() => {
        feed.scrollTop = feed.scrollHeight;
        feed.dispatchEvent(new Event('scroll'));
        return textOf(timeline).includes('The beginning');
      }, 'the end was not reached');
      await findByRole(timeline, 'article', 'Entry 999');
      expect(allByRole(timeline, 'article').length).to.be.lessThan(60);
    });
  });

  describe('when something new comes', () => {
    it('shows it to a reader at the top, and says so', async () => {
      const world = aWorld(history);
      const timeline = await show(world);
      await findByRole(timeline, 'article', 'The agreement');
      await world.other.create('activity', { kind: 'call', occurredAt: ago(1), contact: ana.id, subject: 'Just now' });
      await findByRole(timeline, 'article', 'Just now');
      await until(() =>
        allByRole(timeline, 'status').some((status) => status.textContent?.includes('1 new entry above')),
      );
    });

    it('counts as new no longer what a reader saw at the top', async () => {
      const world = aWorld(many(100));
      const timeline = await show(world);
      await findByRole(timeline, 'article', 'Entry 0');
      await world.other.create('activity', { kind: 'call', occurredAt: ago(1), contact: ana.id, subject: 'Seen' });
      await findByRole(timeline, 'article', 'Seen');
      feedOf(timeline).scrollTop = 900;
      feedOf(timeline).dispatchEvent(new Event('scroll'));
      await frame();
      await world.other.create('activity', { kind: 'call', occurredAt: ago(1), contact: ana.id, subject: 'Unseen' });
      await findByRole(timeline, 'button', '1 new');
    });

    it('does not move a reader further down, and offers to go there', async () => {
      const world = aWorld(many(100));
      const timeline = await show(world);
      await findByRole(timeline, 'article', 'Entry 0');
      const feed = feedOf(timeline);
      feed.scrollTop = 900;
      feed.dispatchEvent(new Event('scroll'));
      await frame();
      const seen = allByRole(timeline, 'article').find(
        (article) => article.getBoundingClientRect().top > feed.getBoundingClientRect().top,
      )!;
      const key = seen.dataset['key'];
      const before = seen.getBoundingClientRect().top;
      await world.other.create('activity', { kind: 'call', occurredAt: ago(1), contact: ana.id, subject: 'Just now' });
      const pill = await findByRole(timeline, 'button', '1 new');
      await frame();
      const after = [...timeline.shadowRoot!.querySelectorAll<HTMLElement>('[data-key]')]
        .find((article) => article.dataset['key'] === key)!
        .getBoundingClientRect().top;
      expect(Math.abs(after - before)).to.be.at.most(1);
      pill.click();
      await until(() => feed.scrollTop < 4 && byRole(timeline, 'article', 'Just now'));
      await until(() => !byRole(timeline, 'button', '1 new'));
      expect(focused()?.getAttribute('role')).to.equal('article');
    });
  });

  describe('its composer', () => {
    const compose = async (timeline: CrmTimeline): Promise<HTMLElement> => {
      (await findByRole(timeline, 'article')).focus();
      await press('n');
      const field = await findByRole(timeline, 'textbox', 'What should others know?');
      await until(() => focused() === field, 'the field has not the focus');
      return field;
    };

    it('opens with N, saves with Control+Enter, shows the entry at once, and tells the host', async () => {
      const world = aWorld(history);
      const timeline = await show(world);
      const created: string[] = [];
      timeline.parentElement!.addEventListener('crm-activity-created', (event) => created.push(event.recordType));
      type(await compose(timeline), 'Wants blue ones.');
      await press('Enter', true);
      await findText(timeline, 'Wants blue ones.');
      expect(focused()).to.equal(byRole(timeline, 'button', 'Write a note'));
      await until(() => created.length === 1);
      const seen = await world.other.live({
        type: 'activity',
        where: { field: 'body', op: 'eq', value: 'Wants blue ones.' },
      });
      const stop = seen.subscribe(() => undefined);
      await until(() => seen.getSnapshot().records.length === 1);
      expect(seen.getSnapshot().records[0]).to.include({
        kind: 'note',
        contact: ana.id,
        company: ana['company'],
        occurredAt: new Date(now).toISOString(),
      });
      stop();
    });

    it('does not take N for a shortcut where somebody types', async () => {
      const timeline = await show(aWorld(history));
      (await findByRole(timeline, 'button', 'Search')).click();
      const field = await findByRole(timeline, 'searchbox');
      await until(() => focused() === field);
      await press('n');
      await frame();
      expect(byRole(timeline, 'textbox', 'What should others know?')).to.equal(undefined);
    });

    it('keeps a draft through closing, and through the element being removed', async () => {
      const world = aWorld(history);
      const timeline = await show(world);
      type(await compose(timeline), 'Half a thought');
      await press('Escape');
      await findByRole(timeline, 'button', 'Draft: Half a thought');
      timeline.remove();
      const again = await show(world);
      expect(((await compose(again)) as HTMLTextAreaElement).value).to.equal('Half a thought');
    });

    it('leads whoever chose a kind by hand on to its first field, and leaves arrows among the kinds', async () => {
      const timeline = await show(aWorld(history));
      await compose(timeline);
      const choose = (kind: string, detail: number): HTMLElement => {
        const radio = byRole(timeline, 'radio', kind)!;
        radio.focus();
        radio.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, cancelable: true, detail }));
        return radio;
      };
      choose('Call', 1);
      await until(() => focused() === timeline.shadowRoot!.querySelector('#entry-text'));
      choose('Task', 1);
      await until(() => focused() === timeline.shadowRoot!.querySelector('#entry-subject'));
      const email = choose('Email', 0);
      await timeline.updateComplete;
      expect(focused()).to.equal(email);
    });

    it('logs a call with its minutes', async () => {
      const timeline = await show(aWorld(history));
      await compose(timeline);
      byRole(timeline, 'radio', 'Call')!.click();
      type(await findByRole(timeline, 'input[type=number]'), '5');
      byRole(timeline, 'button', 'Save')!.click();
      await findByRole(timeline, 'article', /Call to Ana Ruiz · 5 min/);
    });

    it('says what is missing, at the field', async () => {
      const timeline = await show(aWorld(history));
      const field = await compose(timeline);
      await press('Enter', true);
      await findByRole(timeline, 'alert', 'is needed');
      expect(field.getAttribute('aria-invalid')).to.equal('true');
      expect(focused()).to.equal(field);
    });

    it('writes what the host made of it, and nothing where the host prevents it', async () => {
      const world = aWorld(history);
      const timeline = await show(world);
      timeline.addEventListener('crm-activity-create', (event) => event.preventDefault(), { once: true });
      const field = await compose(timeline);
      type(field, 'Mine');
      await press('Enter', true);
      expect((field as HTMLTextAreaElement).value).to.equal('Mine');
      timeline.addEventListener('crm-activity-create', (event) => {
        if (event.entry.type === 'activity')
          event.entry = { ...event.entry, values: { ...event.entry.values, body: 'The host’s' } };
      });
      await press('Enter', true);
      await findText(timeline, 'The host’s');
    });

    it('shows an entry that waits for the connection, and says so until it has been taken', async () => {
      const world = aWorld(history);
      const timeline = await show(world);
      type(await compose(timeline), 'From the train');
      world.fault = 'offline';
      await press('Enter', true);
      await findText(timeline, 'Saving…');
      await findText(timeline, 'From the train');
      world.fault = undefined;
      window.dispatchEvent(new Event('online'));
      await until(() => !textOf(timeline).includes('Saving…'));
      await findText(timeline, 'From the train');
    });

    it('says that the filter hides what was written, and shows it', async () => {
      const world = aWorld(history);
      const timeline = await show(world);
      const chip = (await findByRole(timeline, 'button', 'Calls')) as HTMLButtonElement;
      chip.click();
      await until(() => chip.getAttribute('aria-pressed') === 'true');
      type(await compose(timeline), 'Out of sight');
      world.fault = 'offline';
      await press('Enter', true);
      await findByRole(timeline, 'status', 'The filter hides your new entry.');
      world.fault = undefined;
      window.dispatchEvent(new Event('online'));
      await findByRole(timeline, 'status', 'Saved; hidden by the filter.');
      expect(textOf(timeline)).not.to.contain('Out of sight');
      await expect(timeline).to.be.accessible();
      byRole(timeline, 'button', 'Show it')!.click();
      await findText(timeline, 'Out of sight');
      expect(textOf(timeline)).not.to.contain('hidden by the filter');
    });

    it('says nothing of the filter where it lets through what was written', async () => {
      const timeline = await show(aWorld(history));
      (await findByRole(timeline, 'button', 'Notes')).click();
      type(await compose(timeline), 'In plain sight');
      await press('Enter', true);
      await findText(timeline, 'In plain sight');
      await findByRole(timeline, 'status', 'Saved');
      expect(textOf(timeline)).not.to.contain('hide');
    });

    it('shows a refused entry with the reason until it is written anew or let go', async () => {
      const world = aWorld(history);
      const timeline = await show(world);
      type(await compose(timeline), 'Not for me to say');
      world.refusal = { ok: false, code: 'not-permitted' };
      await press('Enter', true);
      await findByRole(timeline, 'alert', 'Not for me to say');
      byRole(timeline, 'button', 'Edit')!.click();
      const field = await findByRole(timeline, 'textbox', 'What should others know?');
      expect((field as HTMLTextAreaElement).value).to.equal('Not for me to say');
      expect(world.client.connection.getSnapshot().attention).to.have.length(0);
    });
  });

  describe('with the host’s own sources', () => {
    const order: TimelineItem = {
      id: '1',
      source: 'orders',
      kind: 'order',
      occurredAt: ago(5),
      title: 'SO-1',
      amount: { amount: 418_000, currency: 'EUR' },
      link: 'https://erp.example/1',
    };
    const orders = (isBroken: { yes: boolean }): TimelineSource => ({
      id: 'orders',
      label: 'ERP orders',
      load: async () => {
        if (isBroken.yes) throw new Error('As the test asked.');
        return { items: [order], end: true };
      },
    });

    it('shows their items in place, and lets the host open them itself', async () => {
      const timeline = await show(aWorld(history), { sources: [orders({ yes: false })] });
      const link = await findByRole(timeline, 'link', 'SO-1');
      expect(link.getAttribute('href')).to.equal('https://erp.example/1');
      const opened: string[] = [];
      timeline.addEventListener('crm-item-open', (event) => {
        event.preventDefault();
        opened.push(event.item.id);
      });
      link.click();
      expect(opened).to.deep.equal(['1']);
    });

    it('names the one that did not answer, shows the rest, and asks it again', async () => {
      const isBroken = { yes: true };
      const timeline = await show(aWorld(history), { sources: [orders(isBroken)] });
      const missing = await findByRole(timeline, 'article', 'ERP orders did not answer');
      expect(textOf(timeline)).to.contain('The agreement');
      isBroken.yes = false;
      missing.querySelector('button')!.focus();
      missing.querySelector('button')!.click();
      await findByRole(timeline, 'article', 'SO-1');
      await until(() => !byRole(timeline, 'article', 'ERP orders'));
      expect(focused()?.getAttribute('role'), 'the focus was lost').to.equal('article');
    });

    it('follows no link that could run code', async () => {
      const source: TimelineSource = {
        id: 'orders',
        label: 'Orders',
        load: async () => ({ items: [{ ...order, link: 'javascript:alert(1)' }], end: true }),
      };
      const timeline = await show(aWorld(), { sources: [source] });
      await findByRole(timeline, 'article', 'SO-1');
      expect(allByRole(timeline, 'link')).to.have.length(0);
    });
  });

  describe('when it has nothing to show', () => {
    it('is a skeleton while it loads', async () => {
      const timeline = await show({ client: silent });
      await findByRole(timeline, 'status', 'Loading');
    });

    it('says what to do where nothing has happened yet', async () => {
      const timeline = await show(aWorld(), { contact: 'erp:10043' });
      await findText(timeline, 'Nothing has happened yet');
      expect(byRole(timeline, 'button', 'Write a note')).to.exist;
      expect(timeline.matches(':state(empty)')).to.equal(true);
    });

    for (const [fault, words] of [
      ['offline', 'No connection'],
      ['not-permitted', 'Not permitted'],
      ['server', 'Something went wrong'],
    ] as const) {
      it(`says what is wrong: ${fault}`, async () => {
        const world = aWorld(history);
        world.fault = fault;
        await findByRole(await show(world), 'alert', words);
      });
    }

    it('loads after all on Retry', async () => {
      const world = aWorld(history);
      world.fault = 'server';
      const timeline = await show(world);
      const retry = await findByRole(timeline, 'button', 'Retry');
      world.fault = undefined;
      retry.click();
      await findByRole(timeline, 'article', 'The agreement');
    });

    it('shows what it has once the connection is back, without being asked', async () => {
      const world = aWorld(history);
      world.fault = 'offline';
      const timeline = await show(world);
      await findByRole(timeline, 'alert', 'No connection');
      world.fault = undefined;
      window.dispatchEvent(new Event('online'));
      await findByRole(timeline, 'article', 'The agreement');
    });

    it('says that there is nobody of that name, and shows the next one it is given', async () => {
      const timeline = await show(aWorld(history), { contact: 'erp:1' });
      await findByRole(timeline, 'alert', 'There is no erp:1');
      timeline.contact = 'erp:10042';
      await findByRole(timeline, 'article', 'The agreement');
    });
  });

  it('knows what came while it was out of the document', async () => {
    const world = aWorld(history);
    const timeline = await show(world);
    await findByRole(timeline, 'article', 'The agreement');
    const place = timeline.parentElement!;
    timeline.remove();
    await world.other.create('activity', { kind: 'call', occurredAt: ago(1), contact: ana.id, subject: 'Meanwhile' });
    place.append(timeline);
    await findByRole(timeline, 'article', 'Meanwhile');
    expect(allByRole(timeline, 'article')).to.have.length(4);
  });

  it('shows a company’s and a deal’s history too', async () => {
    const deal = aRecord('deal', { name: 'Framework', contact: ana.id, externalIds: { erp: 'Q-1' } });
    const world = aWorld([deal, anActivity({ subject: 'About the deal', deal: deal.id })]);
    const timeline = await show(world, { contact: undefined, deal: 'erp:Q-1' });
    await findByRole(timeline, 'article', 'About the deal');
    Object.assign(timeline, { deal: undefined, company: ana['company'] });
    await findByRole(timeline, 'article', 'About the deal');
  });

  it('is about whom the client it is given knows, also after another one', async () => {
    const timeline = await show(aWorld(history));
    await findByRole(timeline, 'article', 'The agreement');
    const elsewhere = createMemoryStore({ clock: () => now, newId, records: [mika] });
    timeline.client = createClient({
      backend: elsewhere.backendFor({ tenant: 'test', role: 'agent', user: mika.id }),
      clock: () => now,
      newId,
    });
    expect((await findByRole(timeline, 'alert')).textContent).to.contain('Not found');
  });

  for (const [name, scheme, dir, lang, words] of [
    ['light', 'light', 'ltr', 'en', 'Write a note'],
    ['dark', 'dark', 'ltr', 'de', 'Notiz schreiben'],
    ['right to left', 'light', 'rtl', 'ar', 'اكتب ملاحظة'],
  ] as const) {
    it(`has no accessibility violation, also while writing: ${name}`, async () => {
      const root = await fixture<HTMLElement>(
        html`<div dir=${dir} lang=${lang} .style=${`color-scheme:${scheme}`}>
          <crm-timeline contact="erp:10042"></crm-timeline>
        </div>`,
      );
      const timeline = root.querySelector('crm-timeline')!;
      timeline.client = aWorld([...history, ...many(20)]).client;
      await findByRole(timeline, 'article', 'The agreement');
      await expect(timeline).to.be.accessible();
      (await findByRole(timeline, 'button', words)).click();
      await findByRole(timeline, 'textbox');
      await expect(timeline).to.be.accessible();
    });
  }
});
