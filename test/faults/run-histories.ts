import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Means } from './device.ts';
import type { Order } from './faults-worker.ts';
import { Figures } from './figures.ts';
import type { Outcome } from './history.ts';
import type { PlantName } from './plants.ts';
import { kindOf } from './shrink.ts';

export interface Asked {
  readonly firstSeed: number;
  readonly seeds: number;
  readonly actions: number;
  readonly plant?: PlantName;
  readonly means?: Means | undefined;
  /** Ends with the first history in which such a thing goes wrong. */
  readonly untilKind?: string;
  readonly told?: (done: number, outcome: Outcome) => void;
}

export interface Report {
  readonly histories: number;
  readonly failures: readonly Outcome[];
  readonly figures: ReadonlyMap<string, number>;
  readonly seconds: number;
}

/** Runs one history after the other for each seed, on every core. */
export async function runHistories(asked: Asked): Promise<Report> {
  const { firstSeed, seeds, actions, plant, means, untilKind, told } = asked;
  const started = performance.now();
  const figures = new Figures();
  const failures: Outcome[] = [];
  let next = firstSeed;
  let done = 0;
  let isFound = false;
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL('faults-worker.ts', import.meta.url), {
      execArgv: ['--conditions=rapport-source'],
    });
    try {
      while (next < firstSeed + seeds && !isFound) {
        const outcome = await order(worker, { seed: next++, actions, plant, means });
        done += 1;
        figures.add(outcome.figures);
        if (outcome.problems.length > 0) failures.push(outcome);
        isFound ||= outcome.problems.some((problem) => kindOf(problem) === untilKind);
        told?.(done, outcome);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(seeds, availableParallelism()) }, work));
  return {
    histories: done,
    failures: failures.toSorted((a, b) => a.seed - b.seed),
    figures: figures.counts,
    seconds: (performance.now() - started) / 1000,
  };
}

async function order(worker: Worker, asked: Order): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (outcome: Outcome) => {
      worker.off('error', reject);
      resolve(outcome);
    });
    worker.postMessage(asked, []);
  });
}
