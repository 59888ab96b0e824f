import { soloTabs } from './solo-tabs.ts';
import type { Tabs } from './tabs.ts';

/**
 * The windows of one account in this browser, by a Web Lock and a BroadcastChannel. Where the browser lacks either (a page without TLS has no locks), this
 * window is by itself.
 * @param account Who is signed in: windows of one account share, others never hear of each other.
 */
export function browserTabs(account: string): Tabs {
  if (typeof BroadcastChannel === 'undefined' || !globalThis.navigator?.locks) return soloTabs();
  // Pages of another version that speak otherwise meet elsewhere: each kind has a leader of its own.
  const name = `rapport:1:${account}`;
  const channel = new BroadcastChannel(name);
  const life = new AbortController();
  let candidacy: Candidacy | undefined;

  return {
    contend: (events) => {
      const own = (candidacy = new Candidacy(name, events));
      own.wait();
      const until = { signal: life.signal };
      // A frozen page would keep the lock and answer nobody.
      document.addEventListener('freeze', () => own.rest(), until);
      document.addEventListener('resume', () => own.wait(), until);
      addEventListener('pagehide', () => own.rest(), until);
      addEventListener('pageshow', () => own.wait(), until);
      return () => {
        life.abort();
        own.rest();
      };
    },
    seize: () => candidacy?.seize(),
    post: channel.postMessage.bind(channel),
    listen: (listener) => {
      const hear = ({ data }: MessageEvent): void => listener(data);
      channel.addEventListener('message', hear);
      return () => channel.removeEventListener('message', hear);
    },
    close: () => {
      life.abort();
      candidacy?.rest();
      channel.close();
    },
  };
}

/** A window's wish to hold a lock: it waits its turn, holds it, and waits again where the lock was taken from it. */
class Candidacy {
  readonly #name: string;
  readonly #events: Parameters<Tabs['contend']>[0];
  /** Ends the present request, or lets go of what it got. */
  #end: (() => void) | undefined;

  constructor(name: string, events: Parameters<Tabs['contend']>[0]) {
    this.#name = name;
    this.#events = events;
  }

  wait(): void {
    if (this.#end) return;
    const waiting = new AbortController();
    this.#request({ signal: waiting.signal }, () => waiting.abort());
  }

  seize(): void {
    this.#end?.();
    this.#request({ steal: true }, () => {});
  }

  rest(): void {
    this.#end?.();
  }

  #request(options: LockOptions, cancel: () => void): void {
    let isOver = false;
    let leads = false;
    let release = (): void => {};
    const end = (): void => {
      if (isOver) return;
      isOver = true;
      if (this.#end === end) this.#end = undefined;
      cancel();
      release();
      if (leads) this.#events.lost();
    };
    this.#end = end;
    const held = navigator.locks.request(this.#name, options, () => {
      if (isOver) return undefined;
      leads = true;
      this.#events.lead();
      return new Promise<void>((resolve) => (release = resolve));
    });
    // Rejects where it was ended here, or another window seized the lock: then this one waits again.
    held.catch(() => {
      if (isOver) return;
      end();
      this.wait();
    });
  }
}
