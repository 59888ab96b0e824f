import type { LiveRequest } from '@rapport/client';
import type { Actor, AnyRecord, Backend } from '@rapport/core';
import { actionsOf, type Action } from './actions.ts';
import { Authority } from './authority.ts';
import type { AppWindow } from './app-window.ts';
import { checkJournal, checkKept, checkStreams, checkWindows } from './check-quiet.ts';
import { checkCache } from './check-cache.ts';
import { Device, type Means } from './device.ts';
import type { Disk } from './disk.ts';
import { draftOf, editOf, typed, type Desk } from './drafts.ts';
import { Figures } from './figures.ts';
import { Journal, type Made } from './journal.ts';
import type { Air } from './network.ts';
import type { Plant } from './plants.ts';
import { countries, requestOf } from './questions.ts';
import { createRandom, idsFrom, type Random } from './random.ts';
import { Scheduler } from './scheduler.ts';
import { Shifts } from './shifts.ts';
import { Weather } from './weather.ts';

export interface HistoryOptions {
  readonly seed: number;
  readonly actions: number;
  /** The indices of the actions that are done; all where it is not said. */
  readonly keep?: readonly number[] | undefined;
  readonly plant?: Plant | undefined;
  /** What the browsers are given; the seed's to say where it is not said. */
  readonly means?: Means | undefined;
  /** Names the chance by which steps come in another order; undefined: they come as they were asked for. */
  readonly shift?: number | undefined;
  readonly note?: ((line: string) => void) | undefined;
}

export interface Outcome {
  readonly seed: number;
  /** What did not hold, in the order it was noticed. */
  readonly problems: readonly string[];
  readonly figures: ReadonlyMap<string, number>;
}

/** More than are kept one by one before what folds them is loaded. */
const keystrokes = 60;
const year = 365.25 * 86_400_000;
const accounts = ['ann', 'ben'];
/** What browsers are given: the most of them everything. */
const manyMeans: readonly Means[] = [
  { hasDisk: true, hasTabs: true },
  { hasDisk: true, hasTabs: true },
  { hasDisk: true, hasTabs: true },
  { hasDisk: false, hasTabs: true },
  { hasDisk: false, hasTabs: false },
];

/** One history: three windows on two devices, and whatever happens to them; then calm, and a look at what is left. */
export class History {
  readonly #options: HistoryOptions;
  readonly #figures = new Figures();
  readonly #scheduler: Scheduler;
  readonly #journal = new Journal();
  readonly #weather: Weather;
  readonly #authority: Authority;
  readonly #users: readonly AnyRecord[];
  readonly #start: readonly AnyRecord[];
  readonly #means: Means;
  readonly #devices: readonly Device[];
  readonly #newId: () => string;
  readonly #look: Random;
  readonly #problems: string[] = [];
  readonly #digits = new Map<string, number>();
  #numbers = 0;
  readonly #wiping = new Set<AppWindow>();

  constructor(options: HistoryOptions) {
    this.#options = options;
    const { seed, shift } = options;
    this.#scheduler = new Scheduler(
      shift === undefined ? undefined : new Shifts(createRandom(seed, `shift ${shift}`), this.#figures),
    );
    const start = createRandom(seed, 'start');
    this.#look = createRandom(seed, 'look');
    this.#newId = idsFrom(createRandom(seed, 'ids'));
    this.#weather = new Weather(createRandom(seed, 'weather'), this.#figures, start.pick([0.3, 1, 1, 3]));
    this.#users = [...accounts, 'carl'].map((name) => this.#record('user', { name }));
    const records = [
      ...this.#users,
      ...Array.from({ length: 6 }, (_, index) =>
        this.#record('company', { name: `company ${index}`, country: start.pick(countries) }),
      ),
    ];
    this.#start = records;
    const scheduler = this.#scheduler;
    const keep = start.pick([4, 40, 10_000]);
    this.#authority = new Authority({ records, keep, scheduler, journal: this.#journal });
    const air: Air = {
      scheduler,
      weather: this.#weather,
      journal: this.#journal,
      note: (line) => this.#note(line),
      report: (problem) => this.#report(problem),
    };
    const drawn = start.pick(manyMeans);
    const means = (this.#means = options.means ?? drawn);
    this.#devices = ['A', 'B'].map(
      (name, index) =>
        new Device({
          name,
          account: accounts[index] as string,
          means,
          air,
          plant: options.plant,
          crashed: (device, slot) => this.#crash(device, [slot], 'crashed in a transaction'),
          cached: (device, disk) => this.#lookAtCache(device, disk),
        }),
    );
  }

  async run(): Promise<Outcome> {
    const { seed, actions, keep, plant } = this.#options;
    const kept = keep && new Set(keep);
    for (const [device, slot] of this.#places) this.#openWindow(device, slot);
    for (const action of actionsOf(createRandom(seed, 'actions'), actions, plant?.emphasis)) {
      await this.#scheduler.pass(action.after);
      if (kept && !kept.has(action.index)) continue;
      this.#act(action, createRandom(seed, `action ${action.index}`));
      await this.#scheduler.pass(0);
    }
    await this.#calm();
    this.#report(...checkKept(this.#windows, this.#journal), ...checkStreams(this.#devices));
    await this.#decide();
    const backendOf = (window: AppWindow): Backend => this.#backendOf(window.by.account);
    this.#report(...(await checkWindows(this.#windows, backendOf)));
    // What another account left on the device goes when it is there again.
    for (const device of this.#devices) {
      this.#signIn(device, device.account === 'ann' ? 'ben' : 'ann');
      await this.#scheduler.pass(90_000);
    }
    await this.#decide();
    this.#report(...(await checkWindows(this.#windows, backendOf)), ...checkJournal(this.#journal));
    this.#figures.count('happenings', this.#scheduler.count);
    this.#figures.count('commits', this.#journal.commits.length);
    return { seed, problems: this.#problems, figures: this.#figures.counts };
  }

  /** Where windows are: those who share a disk without hearing of each other would be more than is promised. */
  get #places(): readonly (readonly [Device, number])[] {
    const [a, b] = this.#devices as readonly [Device, Device];
    const isAlone = a.disk !== undefined && !this.#means.hasTabs;
    return [[a, 0], ...(isAlone ? [] : [[a, 1] as const]), [b, 0]];
  }

  #act({ kind, window: number, index }: Action, random: Random): void {
    const [device, slot] = this.#places[number % this.#places.length] as readonly [Device, number];
    const window = device.windows[slot] as AppWindow;
    // Nobody can do anything in it.
    if (window.life.isOver || window.life.frozenUntil > this.#scheduler.now) return;
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
        this.#journal.write(by, patches, { at: this.#scheduler.now });
        const at = new Date(this.#scheduler.now).toISOString();
        const backend = this.#backendOf('carl');
        backend.push([{ id: this.#newId(), command, at, patches }]).catch(() => {});
        return;
      }
      case 'open':
        return this.#open(window, requestOf(random));
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
      case 'discard declined':
      case 'edit declined': {
        const { attention } = window.client.connection.getSnapshot();
        if (attention.length === 0) return;
        const { id, write } = random.pick(attention);
        if (kind === 'discard declined') return window.discard(id);
        const patches = kind === 'edit declined' ? editOf(write.patches, this.#desk(random, window.shown)) : [];
        if (patches.length === 0) return window.retry(id);
        this.#note(JSON.stringify(patches));
        return window.edit(id, write.command, patches);
      }
      case 'type away':
        return void this.#typeAway(window, random);
      case 'jump clock':
        device.skew = (random() * 4 - 2) * year;
        return;
      case 'cut history':
        this.#authority.cutHistory();
        if (random.chance(0.5)) for (const one of this.#devices) one.network.breakLines();
        return;
      case 'crash':
        return this.#crash(device, [slot], 'crashed');
      case 'crash device':
        return this.#crash(device, [...device.windows.keys()], 'crashed');
      case 'freeze':
        window.life.frozenUntil = this.#scheduler.now + random.below(8_000);
        return;
      case 'second leader':
        return device.browser.stir(true);
      case 'evict':
        if (!device.disk) return;
        device.disk.evict();
        // From here on they are nowhere but in the windows, which say so.
        for (const made of this.#journal.made)
          if (made.by.device === device.name && made.by.account === device.account) made.durable = undefined;
        return;
      case 'wipe':
        return void this.#wipe(device, slot, random.chance(0.5));
      case 'sign in as another':
        return this.#signIn(device, device.account === 'ann' ? 'ben' : 'ann');
    }
  }

  /** Somebody changes one field again and again: what waits does not grow with it. */
  async #typeAway(window: AppWindow, random: Random): Promise<void> {
    const { shown } = window;
    if (shown.length === 0) return;
    const record = random.pick(shown);
    const { pendingWrites: before } = window.client.connection.getSnapshot();
    for (let count = 0; count < keystrokes; count += 1) {
      const { command, patches } = typed(record, this.#desk(random, []));
      window.write(command, patches);
    }
    await this.#scheduler.wait(0, window.life);
    const { pendingWrites } = window.client.connection.getSnapshot();
    // One may be on its way, and others may come from another window.
    if (pendingWrites > before + keystrokes / 10)
      this.#report(`unbounded: ${pendingWrites - before} writes wait after ${keystrokes} to one field`);
  }

  #crash(device: Device, slots: readonly number[], why: string): void {
    const { account } = device;
    const isWiping = slots.some((slot) => this.#wiping.has(device.windows[slot] as AppWindow));
    // Those that it told of that have ended, too, and are opened anew.
    for (const slot of isWiping ? device.windows.keys() : slots) {
      this.#note(`${device.windows[slot]?.by.window} ${why}`);
      device.crash(slot);
      this.#forget(device.windows[slot] as AppWindow, device);
      this.#scheduler.after(this.#weather.delay(400), () => {
        if (device.account === account && device.windows[slot]?.life.isOver) this.#openWindow(device, slot);
      });
    }
  }

  /** What was only in a window that has ended is not asked about any more. */
  #forget({ by, client }: AppWindow, { disk }: Device): void {
    const { kept, attention } = client.connection.getSnapshot();
    if (kept === 'device') return;
    const ids = new Set(attention.map(({ id }) => id));
    // It may have lost the storage after it was kept there.
    const there = new Set(disk?.outbox.map(({ mutation }) => mutation.id));
    for (const [id, made] of this.#journal.undecided) {
      const isOwn = ids.has(id) || made.some((one) => one.by.window === by.window);
      if (isOwn && !there.has(id)) this.#journal.undecided.delete(id);
    }
  }

  #signIn(device: Device, account: string): void {
    for (const [slot, window] of device.windows.entries()) {
      device.crash(slot);
      this.#forget(window, device);
    }
    device.account = account;
    for (const slot of device.windows.keys()) this.#openWindow(device, slot);
  }

  async #wipe(device: Device, slot: number, discardWaiting: boolean): Promise<void> {
    const { account, disk } = device;
    const window = device.windows[slot] as AppWindow;
    const ownOnes = (): readonly Made[] =>
      this.#journal.made.filter(({ by }) => by.device === device.name && by.account === account);
    const before = ownOnes();
    // The other windows may hear of that before they end.
    const waiting = discardWaiting ? before.filter(({ isDiscarded }) => !isDiscarded) : [];
    const giveUp = (isGoing: boolean): void => {
      for (const made of waiting) {
        made.isDiscarded = isGoing;
        made.isGivenUp = isGoing && made.result === undefined;
      }
    };
    giveUp(true);
    this.#wiping.add(window);
    const wiped = await window.client.wipe({ discardWaiting }).catch(() => ({ ok: false }));
    this.#wiping.delete(window);
    giveUp(false);
    if (!wiped.ok || window.life.isOver) return;
    // What was written while that went on may be discarded, too, where it is to be.
    const own = discardWaiting ? ownOnes() : before;
    if (disk && !disk.isEmpty) this.#report(`residue: ${window.by.window} was wiped, and something is left`);
    for (const made of own) made.isDiscarded = true;
    for (const [id, made] of this.#journal.undecided)
      if (made.some((one) => own.includes(one))) this.#journal.undecided.delete(id);
    if (device.account === account) this.#signIn(device, account);
  }

  /** What is kept of a query is never older than the cursor that is kept with it. */
  #lookAtCache(device: Device, disk: Disk): void {
    const { image } = disk;
    if (!image?.cursor || !this.#look.chance(0.2)) return;
    const commits = this.#authority.commitsAt(image.cursor);
    if (commits === undefined)
      return this.#report(`ahead: ${device.name} keeps a cursor that nobody gave: ${image.cursor}`);
    const [start, journal, now] = [this.#start, this.#journal, this.#scheduler.now];
    for (const problem of checkCache({ image, journal, start, commits, user: this.#userOf(device.account), now }))
      this.#report(`${device.name}: ${problem}`);
  }

  #openWindow(device: Device, slot: number): void {
    const random = createRandom(this.#options.seed, `window ${this.#scheduler.count}`);
    const window = device.openWindow(slot, this.#backendOf(device.account), {
      scheduler: this.#scheduler,
      journal: this.#journal,
      random,
      newId: this.#newId,
      report: (problem) => this.#report(problem),
    });
    this.#open(window, { type: random.chance(0.7) ? 'company' : 'contact' });
    this.#open(window, requestOf(random));
  }

  #open(window: AppWindow, request: LiveRequest): void {
    this.#note(`${window.by.window} opens ${JSON.stringify(request)}`);
    window.open(request);
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
  }

  get #windows(): readonly AppWindow[] {
    return this.#devices.flatMap((device) => device.windows);
  }

  /** People decide about whatever was declined, until nothing is left to decide. */
  async #decide(): Promise<void> {
    const random = createRandom(this.#options.seed, 'decisions');
    for (let round = 0; round < 8; round += 1) {
      const open = this.#windows.filter(({ client }) => client.connection.getSnapshot().attention.length > 0);
      if (open.length === 0) return;
      for (const window of open) {
        for (const { id } of window.client.connection.getSnapshot().attention)
          if (round < 3 && random.chance(0.5)) window.retry(id);
          else window.discard(id);
        await this.#scheduler.pass(1_000);
      }
      await this.#scheduler.pass(30_000);
    }
  }

  #backendOf(account: string): Backend {
    const user = this.#userOf(account);
    const actor: Actor = { tenant: 'faults', role: 'agent', ...(user && { user }) };
    return this.#authority.backendFor(actor);
  }

  #userOf(account: string): string | undefined {
    return this.#users.find((one) => (one as { name?: string }).name === account)?.id;
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

  #report(...problems: readonly string[]): void {
    for (const problem of problems) {
      this.#note(`!! ${problem}`);
      if (this.#problems.length < 20) this.#problems.push(problem);
    }
  }

  #note(line: string): void {
    const { note } = this.#options;
    note?.(`${((this.#scheduler.now - Date.parse('2026-03-02T10:00:00.000Z')) / 1000).toFixed(3)} ${line}`);
  }
}

let warmed: Promise<void> | undefined;

/** A seed is a history only where nothing waits for files: what is loaded on demand is at hand once a few histories have asked for it. */
async function warmUp(): Promise<void> {
  for (let seed = 1; seed <= 8; seed++) await new History({ seed, actions: 60 }).run();
}

export async function runHistory(options: HistoryOptions): Promise<Outcome> {
  await (warmed ??= warmUp());
  return new History(options).run();
}
