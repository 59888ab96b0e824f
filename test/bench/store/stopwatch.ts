import { makeContacts, type BenchContact } from '../filter/contacts.ts';
import { firstOf } from './contender.ts';

/** Takes the times inside the page, in milliseconds, and looks afterwards whether the answers are right. */
export interface Stopwatch {
  /** Makes the contacts, which is not timed. */
  prepare(count: number): void;
  ingest(count: number): Promise<number>;
  /** From nothing to everything at hand. */
  open(count: number): Promise<number>;
  /** Of each change. */
  change(count: number, times: number): Promise<readonly number[]>;
  view(country: string): Promise<number>;
  /** Looks at what the last view showed. */
  check(count: number, country: string): void;
}

declare global {
  interface Window {
    stopwatch: Stopwatch;
  }
}

let shown: readonly string[] = [];
const made = new Map<number, readonly BenchContact[]>();
function contactsOf(count: number): readonly BenchContact[] {
  let contacts = made.get(count);
  if (!contacts) made.set(count, (contacts = makeContacts(count, 7)));
  return contacts;
}

async function timed<T>(task: () => Promise<T>): Promise<{ readonly took: number; readonly answer: T }> {
  const start = performance.now();
  const answer = await task();
  return { took: performance.now() - start, answer };
}

window.stopwatch = {
  prepare: (count) => void contactsOf(count),
  async ingest(count) {
    const contacts = contactsOf(count);
    return (await timed(() => window.contender.ingest(contacts))).took;
  },
  async open(count) {
    const { took, answer } = await timed(() => window.contender.open());
    if (answer !== count) throw new Error(`${answer} of ${count} contacts are there.`);
    return took;
  },
  async change(count, times) {
    const contacts = contactsOf(count);
    const each: number[] = [];
    for (let n = 0; n < times; n++) {
      const contact = contacts[(n * 7_919) % count] as BenchContact;
      each.push((await timed(() => window.contender.change({ ...contact, version: 2, name: `Changed ${n}` }))).took);
    }
    return each;
  },
  async view(country) {
    const { took, answer } = await timed(() => window.contender.view(country));
    shown = answer;
    return took;
  },
  check(count, country) {
    if (shown.join() !== firstOf(contactsOf(count), country).join())
      throw new Error(`Other contacts of ${country} are shown than there are, or in another order.`);
  },
};
