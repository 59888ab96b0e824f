import type { Backend } from '@rapport/core';
import { AppWindow, type AppWindowOptions } from './app-window.ts';
import type { Network } from './network.ts';
import type { Plant } from './plants.ts';

/** A browser on somebody's desk: a clock of its own, a network, and so many windows. */
export class Device {
  readonly name: string;
  readonly network: Network;
  readonly windows: AppWindow[] = [];
  account: string;
  /** Milliseconds that its clock is off. */
  skew = 0;
  openStreams = 0;
  #opened = 0;

  constructor(name: string, network: Network, account: string) {
    this.name = name;
    this.network = network;
    this.account = account;
  }

  openWindow(
    slot: number,
    backend: Backend,
    world: Pick<AppWindowOptions, 'scheduler' | 'journal' | 'random' | 'newId' | 'report'> & {
      readonly plant: Plant | undefined;
    },
  ): AppWindow {
    const life = { isOver: false };
    const by = { window: `${this.name}${slot}.${(this.#opened += 1)}`, device: this.name, account: this.account };
    const connected = this.network.connect(by.window, backend, life, {
      opened: () => (this.openStreams += 1),
      closed: () => (this.openStreams -= 1),
    });
    const window = new AppWindow({
      ...world,
      by,
      life,
      backend: world.plant?.backend?.(connected, world.newId) ?? connected,
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
  }
}
