import type { Entry, MountedList } from './contender.ts';
import { makeEntries } from './entries.ts';

/** What is asked of a page from outside; every figure is taken in the page, at the moment described. */
export interface PageObserver {
  /** Starts the contender, and resolves in the frame after the viewport is filled. Milliseconds. */
  paint(script: string): Promise<number>;
  /** Scrolls 50 viewport heights in 180 steps, one per frame. Frames and those that took over 1.5 of the usual. */
  scroll(): Promise<{ readonly frames: number; readonly dropped: number }>;
  /**
   * The same steps, and the share of frames, as they were painted, in which under 97 % of the viewport was covered by rows. Each step is made when the frame's
   * scroll events are over, so that a list is told of it in the next: a browser that is in time tells before it paints.
   */
  lateBlank(): Promise<number>;
  /** Scrolls to the top, and lets the list draw what is there. */
  toTop(): Promise<void>;
  /** From the middle of the list: how many pixels the row under the eye moves when 20 entries come in on top. */
  prependShift(): Promise<number>;
  /** How many pixels off its place an entry in the middle of the list ends up. */
  jumpError(): Promise<number>;
}

declare global {
  interface Window {
    observer: PageObserver;
    entries: readonly Entry[];
    prepare(count: number): void;
  }
}

const container = document.getElementById('list') as HTMLElement;
let list: MountedList;

const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
const frames = async (count: number) => {
  for (let index = 0; index < count; index++) await frame();
};
/** After the frame being made was painted: a message is handled once rendering is done. */
const painted = () =>
  new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    port2.postMessage(null);
  });

const entryAt = (x: number, y: number) => document.elementFromPoint(x, y)?.closest<HTMLElement>('.entry') ?? null;

function covered(): number {
  const view = container.getBoundingClientRect();
  let height = 0;
  for (const row of container.querySelectorAll('.entry')) {
    const box = row.getBoundingClientRect();
    // Rows that a library parks out of sight are not on the page.
    if (getComputedStyle(row).visibility !== 'hidden')
      height += Math.max(0, Math.min(box.bottom, view.bottom) - Math.max(box.top, view.top));
  }
  return height / view.height;
}

/** As many frames as 3 s have at 60 a second. By the clock, a machine busy with other things would take longer steps with some contenders than with others. */
const steps = 180;

async function eachStep(afterStep: () => Promise<void>): Promise<number[]> {
  const scroller = list.scroller();
  const times: number[] = [];
  await frame();
  scroller.scrollTop = 0;
  for (let step = 1; step <= steps; step++) {
    times.push(await frame());
    // Down and up again, so that short lists have room.
    const way = (step / steps) * 50 * container.clientHeight;
    const room = scroller.scrollHeight - scroller.clientHeight;
    const at = way % (2 * room);
    scroller.scrollTop = at <= room ? at : 2 * room - at;
    await afterStep();
  }
  return times;
}

window.prepare = (count) => {
  window.entries = makeEntries(count);
};

window.observer = {
  async paint(script) {
    const start = performance.now();
    await import(script);
    list = window.mount(container, window.entries);
    while (!(entryAt(320, 40) && entryAt(320, 760))) await frame();
    await frame();
    return performance.now() - start;
  },
  async scroll() {
    const times = await eachStep(async () => undefined);
    const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    const usual = waits.toSorted((a, b) => a - b)[Math.floor(waits.length / 2)] ?? 0;
    return { frames: times.length, dropped: waits.filter((wait) => wait > 1.5 * usual).length };
  },
  async lateBlank() {
    let blank = 0;
    const times = await eachStep(async () => {
      await painted();
      if (covered() < 0.97) blank++;
    });
    return blank / times.length;
  },
  async toTop() {
    list.scroller().scrollTop = 0;
    await frames(10);
  },
  async prependShift() {
    list.jump(Math.floor(window.entries.length / 2));
    await frames(10);
    const eye = entryAt(320, 400);
    const id = eye?.dataset['id'];
    const before = eye?.getBoundingClientRect().top ?? 0;
    list.prepend(makeEntries(20, 'new'));
    let worst = 0;
    for (let count = 0; count < 10; count++) {
      await frame();
      await painted();
      const now = container.querySelector(`[data-id="${id}"]`)?.getBoundingClientRect().top ?? Number.POSITIVE_INFINITY;
      worst = Math.max(worst, Math.abs(now - before));
    }
    return Math.min(worst, container.clientHeight);
  },
  async jumpError() {
    const index = Math.floor(window.entries.length / 3);
    list.jump(index);
    await frames(20);
    const row = container.querySelector(`[data-id="${window.entries[index]?.id}"]`);
    return row
      ? Math.min(
          container.clientHeight,
          Math.abs(row.getBoundingClientRect().top - container.getBoundingClientRect().top),
        )
      : container.clientHeight;
  },
};
