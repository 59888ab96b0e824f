import type { Lane, MountedBoard } from './contender.ts';
import { makeLanes, makeUpdates } from './lanes.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What is asked of a page from outside; every figure is taken in the page, at the moment described. */
export interface BoardObserver {
  /** Starts the contender, and resolves in the frame after every column's viewport is filled. Milliseconds. */
  paint(script: string): Promise<number>;
  /** The middle of a card, by its column's and its own index. */
  place(column: number, index: number): Point | null;
  /** Begins to wait for a drop of a card; `dropped` tells how it went. */
  expectDrop(from: readonly [column: number, index: number], to: number): void;
  /** From the release to the frame in which the card stands in its new column, still, in milliseconds and in frames. */
  dropped(): Promise<{ readonly milliseconds: number; readonly frames: number; readonly isThere: boolean }>;
  /** Others' updates, 100 a second for 5 s. Frames, and those that took over 1.5 of the usual. */
  live(): Promise<{ readonly frames: number; readonly dropped: number; readonly milliseconds: number }>;
  frames(count: number): Promise<void>;
}

declare global {
  interface Window {
    boardObserver: BoardObserver;
    lanes: readonly Lane[];
    prepareBoard(perColumn: number): void;
  }
}

const container = document.getElementById('board') as HTMLElement;
let board: MountedBoard;
let drop: Promise<{ milliseconds: number; frames: number; isThere: boolean }>;

const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
const frames = async (count: number) => {
  for (let index = 0; index < count; index++) await frame();
};

function isFilled(): boolean {
  return window.lanes.every(({ id }) => {
    const box = board.column(id)?.getBoundingClientRect();
    if (!box) return false;
    const { left, width, top, bottom } = box;
    const middle = left + width / 2;
    const isCard = (y: number) => [y, y - 12].some((each) => board.isCardAt(middle, each));
    return isCard(top + 40) && isCard(Math.min(bottom, innerHeight) - 40);
  });
}

function idAt(column: number, index: number): string {
  return board.order(window.lanes[column]?.id ?? '')[index] ?? '';
}

window.prepareBoard = (perColumn) => {
  window.lanes = makeLanes(perColumn);
};

window.boardObserver = {
  frames,
  async paint(script) {
    const start = performance.now();
    await import(script);
    board = window.mountBoard(container, window.lanes);
    while (!isFilled()) await frame();
    await frame();
    return performance.now() - start;
  },
  place(column, index) {
    const box = board.card(idAt(column, index))?.getBoundingClientRect();
    return box ? { x: box.left + box.width / 2, y: box.top + box.height / 2 } : null;
  },
  expectDrop([column, index], to) {
    const id = idAt(column, index);
    const target = window.lanes[to]?.id ?? '';
    drop = new Promise((resolve) => {
      const released = async () => {
        for (const name of ['pointerup', 'drop', 'dragend']) removeEventListener(name, released, true);
        const start = performance.now();
        let last: DOMRect | undefined;
        for (let count = 1; count <= 120; count++) {
          await frame();
          const box = board.card(id)?.getBoundingClientRect();
          const room = board.column(target)?.getBoundingClientRect();
          const isInside = box && room && box.left >= room.left && box.right <= room.right;
          if (isInside && last && last.top === box.top && board.order(target).includes(id)) {
            // Still since the frame before: that was the one in which it had arrived.
            resolve({ milliseconds: performance.now() - start, frames: count - 1, isThere: true });
            return;
          }
          last = isInside ? box : undefined;
        }
        resolve({ milliseconds: performance.now() - start, frames: 120, isThere: false });
      };
      for (const name of ['pointerup', 'drop', 'dragend']) addEventListener(name, released, true);
    });
  },
  dropped: () => drop,
  async live() {
    const updates = [...makeUpdates(window.lanes, 500)];
    const times: number[] = [];
    const start = await frame();
    let done = 0;
    for (let now = start; now - start < 5_000; now = await frame()) {
      times.push(now);
      // As they come in between two frames: one by one.
      for (const due = ((now - start) / 5_000) * updates.length; done < due; done++) {
        const update = updates[done];
        if (update) board.update(update);
        await Promise.resolve();
      }
    }
    const steps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    const usual = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
    return {
      frames: times.length,
      dropped: steps.filter((step) => step > 1.5 * usual).length,
      milliseconds: performance.now() - start,
    };
  },
};
