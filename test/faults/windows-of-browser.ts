import type { Tabs } from '@rapport/client';
import type { Air } from './network.ts';
import type { Life } from './scheduler.ts';
import { tabFaults } from './weather.ts';

interface Member {
  readonly name: string;
  readonly life: Life;
  readonly listeners: Set<(message: unknown) => void>;
  /** When the last message to another one arrives: none overtakes it. */
  readonly arrivals: Map<Member, { at: number }>;
  events: Parameters<Tabs['contend']>[0] | undefined;
  leads: boolean;
}

/** The windows of one account in one browser: who leads, and what they say to each other, which may be late or lost. */
export class WindowsOfBrowser {
  readonly #air: Air;
  #members: Member[] = [];
  /** Those who want to lead, the one who does first. */
  #queue: Member[] = [];

  constructor(air: Air) {
    this.#air = air;
  }

  join(name: string, life: Life): Tabs {
    const own: Member = { name, life, listeners: new Set(), arrivals: new Map(), events: undefined, leads: false };
    this.#members.push(own);
    const leave = (): void => {
      own.events = undefined;
      this.#queue = this.#queue.filter((member) => member !== own);
      this.#grant();
    };
    return {
      contend: (events) => {
        own.events = events;
        this.#queue.push(own);
        this.#grant();
        return leave;
      },
      seize: () => {
        this.#air.note(`${name} seizes the lead`);
        this.#seize(own);
      },
      post: (message) => this.#post(own, message),
      listen: (listener) => {
        own.listeners.add(listener);
        return () => void own.listeners.delete(listener);
      },
      close: () => {
        leave();
        own.listeners.clear();
        this.#members = this.#members.filter((member) => member !== own);
      },
    };
  }

  /** A window has ended, or another is to lead beside the one that does. */
  stir(isSecond = false): void {
    this.#members = this.#members.filter(({ life }) => !life.isOver);
    this.#queue = this.#queue.filter(({ life }) => !life.isOver);
    const [, second] = this.#queue;
    if (isSecond && second) this.#seize(second);
    this.#grant();
  }

  #grant(): void {
    const { scheduler, weather } = this.#air;
    scheduler.after(10 + weather.delay(150), () => {
      const [first] = this.#queue;
      if (first && !first.leads && !first.life.isOver) this.#lead(first);
    });
  }

  #lead(member: Member): void {
    const { scheduler } = this.#air;
    member.leads = true;
    this.#air.note(`${member.name} leads`);
    scheduler.after(0, () => member.leads && member.events?.lead(), member.life);
  }

  /** The one before hears of it later, and leads as well until then. */
  #seize(member: Member): void {
    const { scheduler, weather } = this.#air;
    const before = this.#queue.filter((one) => one !== member && one.leads);
    this.#queue = [member, ...this.#queue.filter((one) => one !== member)];
    if (!member.leads) this.#lead(member);
    for (const one of before) {
      const lose = (): void => {
        if (this.#queue[0] === one) return;
        one.leads = false;
        this.#air.note(`${one.name} leads no more`);
        one.events?.lost();
      };
      scheduler.after(Math.min(weather.delay(500), 2_000), lose, one.life);
    }
  }

  #post(from: Member, message: unknown): void {
    const { scheduler, weather } = this.#air;
    for (const to of this.#members) {
      if (to === from) continue;
      const fault = weather.draw(tabFaults);
      if (fault === 'post lost') continue;
      const delay = fault === 'post late' ? Math.min(weather.delay(500), 2_000) : Math.min(weather.delay(5), 50);
      // In the order of each sender.
      const line = from.arrivals.get(to) ?? { at: 0 };
      line.at = Math.max(scheduler.now + delay, line.at);
      from.arrivals.set(to, line);
      const copy: unknown = structuredClone(message);
      scheduler.after(
        line.at - scheduler.now,
        () => {
          for (const listener of to.listeners) listener(copy);
        },
        to.life,
        line,
      );
    }
  }
}
