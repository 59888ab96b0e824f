import type { Actor, AnyRecord, Backend } from '@rapport/core';
import { actionsOf, type Action } from './actions.ts';
import { Authority } from './authority.ts';
import type { AppWindow } from './app-window.ts';
import { checkQuiet } from './check-quiet.ts';
import { Device } from './device.ts';
import { draftOf, type Desk } from './drafts.ts';
import { Figures } from './figures.ts';
import { Journal } from './journal.ts';
import { Network, type Air } from './network.ts';
import type { Plant } from './plants.ts';
import { countries, requestOf } from './questions.ts';
import { createRandom, idsFrom, type Random } from './random.ts';
import { Scheduler } from './scheduler.ts';
import { Weather } from './weather.ts';

export interface HistoryOptions {
  readonly seed: number;
  readonly actions: number;
  /** The indices of the actions that are done; all where it is not said. */
  readonly keep?: readonly number[] | undefined;
  readonly plant?: Plant | undefined;
  readonly note?: ((line: string) => void) | undefined;
}

export interface Outcome {
  readonly seed: number;
  /** What did not hold, in the order it was noticed. */
  readonly problems: readonly string[];
  readonly figures: ReadonlyMap<string, number>;
}

const year = 365.25 * 86_400_000;
const accounts = ['ann', 'ben'];

/** One history: three windows on two devices, and whatever happens to them; then calm, and a look at what is left. */
export class History {
  readonly #options: HistoryOptions;
  readonly #figures = new Figures();
  readonly #scheduler = new Scheduler();
  readonly #journal = new Journal();
  readonly #weather: Weather;
  readonly #authority: Authority;
  readonly #users: readonly AnyRecord[];
  readonly #devices: readonly Device[];
  readonly #newId: () => string;
  readonly #problems: string[] = [];
  readonly #digits = new Map<string, number>();
  #numbers = 0;

  constructor(options: HistoryOptions) {
    this.#options = options;
    const { seed } = options;
    const start = createRandom(seed, 'start');
    this.#newId = idsFrom(createRandom(seed, 'ids'));
    this.#weather = new Weather(createRandom(seed, 'weather'), this.#figures, start.pick([0.3, 1, 1, 3]));
    this.#users = [...accounts, 'carl'].map((name) => this.#record('user', { name }));
    const records = [
      ...this.#users,
      ...Array.from({ length: 6 }, (_, index) =>
        this.#record('company', { name: `company ${index}`, country: start.pick(countries) }),
      ),
    ];
    const scheduler = this.#scheduler;
    const keep = start.pick([4, 40, 10_000]);
    this.#authority = new Authority({ records, keep, scheduler, journal: this.#journal });
    const air: Air = { scheduler, weather: this.#weather, journal: this.#journal, note: (line) => this.#note(line) };
    this.#devices = ['A', 'B'].map(
      (name, index) => new Device(name, new Network(name, air), accounts[index] as string),
    );
  }

  async run(): Promise<Outcome> {
    const { seed, actions, keep } = this.#options;
    const kept = keep && new Set(keep);
    for (const [device, slot] of [
      [0, 0],
      [0, 1],
      [1, 0],
    ] as const)
      this.#openWindow(this.#devices[device] as Device, slot);
    for (const action of actionsOf(createRandom(seed, 'actions'), actions)) {
      await this.#scheduler.pass(action.after);
      if (kept && !kept.has(action.index)) continue;
      this.#act(action, createRandom(seed, `action ${action.index}`));
      await this.#scheduler.pass(0);
    }
    await this.#calm();
    const windows = this.#devices.flatMap((device) => device.windows);
    const backendOf = (window: AppWindow): Backend => this.#backendOf(window.by.account);
    for (const problem of await checkQuiet({ windows, journal: this.#journal, backendOf })) this.#report(problem);
    this.#figures.count('happenings', this.#scheduler.count);
    this.#figures.count('commits', this.#journal.commits.length);
    return { seed, problems: this.#problems, figures: this.#figures.counts };
  }

  #act({ kind, window: number, index }: Action, random: Random): void {
    const [device, slot] = number === 2 ? [this.#devices[1] as Device, 0] : [this.#devices[0] as Device, number];
    const window = device.windows[slot] as AppWindow;
    this.#figures.count(kind);
    this.#note(`── ${index} ${kind} (${window.by.window})`);
    switch (kind) {
      case 'write': {
        const { command, patches } = draftOf(this.#desk(random, window.shown));
        this.#note(JSON.stringify(patches));
        window.write(command, patches);
        return;
      }
      case 'write elsewhere': {
        const { command, patches } = draftOf(this.#desk(random, []));
        const by = { window: 'elsewhere', device: 'elsewhere', account: 'carl' };
        this.#note(JSON.stringify(patches));
        this.#journal.write(by, patches, this.#scheduler.now);
        const at = new Date(this.#scheduler.now).toISOString();
        const backend = this.#backendOf('carl');
        backend.push([{ id: this.#newId(), command, at, patches }]).catch(() => {});
        return;
      }
      case 'open':
        return window.open(requestOf(random));
      case 'close':
        return window.close(random.below(window.queries.length));
      case 'load more':
        if (window.queries.length > 0) void random.pick(window.queries).query.loadMore();
        return;
      case 'refresh':
        if (window.queries.length > 0) void random.pick(window.queries).query.refresh();
        return;
      case 'go offline':
        return device.network.goOffline();
      case 'come online':
        device.network.comeOnline();
        if (random.chance(0.5)) for (const one of device.windows) one.wake();
        return;
      case 'break feed':
        return device.network.breakLines();
      case 'expire token':
        return device.network.expireToken();
      case 'retry declined':
      case 'discard declined': {
        const { attention } = window.client.connection.getSnapshot();
        if (attention.length === 0) return;
        const { id } = random.pick(attention);
        return kind === 'retry declined' ? window.retry(id) : window.discard(id);
      }
      case 'jump clock':
        device.skew = (random() * 4 - 2) * year;
        return;
      case 'cut history':
        this.#authority.cutHistory();
        if (random.chance(0.5)) for (const one of this.#devices) one.network.breakLines();
        return;
      case 'crash':
        device.crash(slot);
        this.#openWindow(device, slot);
        return;
      case 'sign in as another':
        for (const each of device.windows.keys()) device.crash(each);
        device.account = device.account === 'ann' ? 'ben' : 'ann';
        for (const each of device.windows.keys()) this.#openWindow(device, each);
        return;
    }
  }

  #openWindow(device: Device, slot: number): void {
    const random = createRandom(this.#options.seed, `window ${this.#scheduler.count}`);
    const window = device.openWindow(slot, this.#backendOf(device.account), {
      plant: this.#options.plant,
      scheduler: this.#scheduler,
      journal: this.#journal,
      random,
      newId: this.#newId,
      report: (problem) => this.#report(problem),
    });
    window.open({ type: random.chance(0.7) ? 'company' : 'contact' });
    window.open(requestOf(random));
  }

  /** Everything heals, and time goes by until nothing happens any more. */
  async #calm(): Promise<void> {
    this.#note('── calm');
    this.#weather.severity = 0;
    await this.#scheduler.pass(60_000);
    for (const { network } of this.#devices) {
      network.comeOnline();
      network.breakLines();
    }
    await this.#scheduler.pass(180_000);
    await this.#decide();
  }

  /** People decide about whatever was declined, until nothing is left to decide. */
  async #decide(): Promise<void> {
    const random = createRandom(this.#options.seed, 'decisions');
    for (let round = 0; round < 8; round += 1) {
      for (const { windows } of this.#devices)
        for (const window of windows) {
          const { attention } = window.client.connection.getSnapshot();
          for (const { id } of attention)
            if (round < 3 && random.chance(0.5)) window.retry(id);
            else window.discard(id);
        }
      await this.#scheduler.pass(30_000);
    }
  }

  #backendOf(account: string): Backend {
    const user = this.#users.find((one) => (one as { name?: string }).name === account)?.id;
    const actor: Actor = { tenant: 'faults', role: 'agent', ...(user && { user }) };
    return this.#authority.backendFor(actor);
  }

  #desk(random: Random, shown: readonly AnyRecord[]): Desk {
    const { tables } = this.#authority;
    return {
      random,
      newId: this.#newId,
      newNumber: () => (this.#numbers += 1),
      newDigit: ({ id }) => {
        const digit = this.#digits.get(id) ?? 0;
        this.#digits.set(id, digit + 1);
        return digit;
      },
      shown,
      there: [...tables.all('company'), ...tables.all('contact')],
      users: this.#users.map(({ id }) => id),
    };
  }

  #record(type: string, values: Readonly<Record<string, unknown>>): AnyRecord {
    const at = '2026-01-01T00:00:00.000Z';
    return {
      type,
      id: this.#newId(),
      version: 1,
      createdAt: at,
      updatedAt: at,
      externalIds: {},
      custom: {},
      ...values,
    };
  }

  #report(problem: string): void {
    this.#note(`!! ${problem}`);
    if (this.#problems.length < 20) this.#problems.push(problem);
  }

  #note(line: string): void {
    const { note } = this.#options;
    note?.(`${((this.#scheduler.now - Date.parse('2026-03-02T10:00:00.000Z')) / 1000).toFixed(3)} ${line}`);
  }
}

export async function runHistory(options: HistoryOptions): Promise<Outcome> {
  return new History(options).run();
}
