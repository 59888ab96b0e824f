import type { Backend } from '@rapport/core';
import { AppWindow, type AppWindowOptions } from './app-window.ts';
import { Disk } from './disk.ts';
import { Network, type Air } from './network.ts';
import type { Plant } from './plants.ts';
import { WindowsOfBrowser } from './windows-of-browser.ts';

/** What a device has of a browser's means. */
export interface Means {
  readonly hasDisk: boolean;
  readonly hasTabs: boolean;
}

export interface DeviceOptions {
  readonly name: string;
  readonly account: string;
  readonly means: Means;
  readonly air: Air;
  readonly plant: Plant | undefined;
  /** A window's process has ended by itself. */
  readonly crashed: (device: Device, slot: number) => void;
  /** What a disk keeps for queries is other than it was. */
  readonly cached: (device: Device, disk: Disk) => void;
}

/** A browser on somebody's desk: a clock of its own, a network, what it keeps for each account, and so many windows. */
export class Device {
  readonly name: string;
  readonly network: Network;
  readonly windows: AppWindow[] = [];
  account: string;
  /** Milliseconds that its clock is off. */
  skew = 0;
  readonly #options: DeviceOptions;
  readonly #disks = new Map<string, Disk>();
  readonly #browsers = new Map<string, WindowsOfBrowser>();
  #opened = 0;

  constructor(options: DeviceOptions) {
    this.#options = options;
    this.name = options.name;
    this.account = options.account;
    this.network = new Network(options.name, options.air);
  }

  get hasTabs(): boolean {
    return this.#options.means.hasTabs;
  }

  /** What is kept for the account that is signed in; undefined where nothing is. */
  get disk(): Disk | undefined {
    if (!this.#options.means.hasDisk) return undefined;
    const disk = this.#disks.get(this.account) ?? new Disk(this.name, this.#options.air);
    this.#disks.set(this.account, disk);
    return disk;
  }

  get browser(): WindowsOfBrowser {
    const browser = this.#browsers.get(this.account) ?? new WindowsOfBrowser(this.#options.air);
    this.#browsers.set(this.account, browser);
    return browser;
  }

  openWindow(
    slot: number,
    backend: Backend,
    world: Pick<AppWindowOptions, 'scheduler' | 'journal' | 'random' | 'newId' | 'report'>,
  ): AppWindow {
    const { plant, means, crashed, cached } = this.#options;
    const life = { isOver: false, frozenUntil: 0 };
    const by = { window: `${this.name}${slot}.${(this.#opened += 1)}`, device: this.name, account: this.account };
    const connected = this.network.connect(by, backend, life);
    const { disk } = this;
    const storage = disk?.open(life, { crash: () => crashed(this, slot), cached: () => cached(this, disk) });
    const window = new AppWindow({
      ...world,
      by,
      life,
      backend: plant?.backend?.(connected, world.newId) ?? connected,
      storage: storage && (plant?.storage?.(storage) ?? storage),
      tabs: means.hasTabs ? this.browser.join(by.window, life) : undefined,
      skew: () => this.skew,
      report: (problem) => world.report(`${by.window}: ${problem}`),
    });
    this.windows[slot] = window;
    return window;
  }

  /** The process ends: nothing more is done, and nobody is told. */
  crash(slot: number): void {
    const window = this.windows[slot];
    if (window) window.life.isOver = true;
    this.browser.stir();
  }
}
