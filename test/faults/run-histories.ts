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
  /** Has steps come in another order, by chance of this name. */
  readonly shift?: number | undefined;
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

/** Milliseconds that a history may take: some hundred times what it does. */
const patience = 60_000;

/** Runs one history after the other for each seed, on every core. */
export async function runHistories(asked: Asked): Promise<Report> {
  const { firstSeed, seeds, actions, plant, means, shift, untilKind, told } = asked;
  const started = performance.now();
  const figures = new Figures();
  const failures: Outcome[] = [];
  let next = firstSeed;
  let done = 0;
  let isFound = false;
  const work = async (): Promise<void> => {
    let worker = aWorker();
    try {
      while (next < firstSeed + seeds && !isFound) {
        const outcome = await order(worker, { seed: next++, actions, plant, means, shift });
        if (outcome.isStranded) {
          await worker.terminate();
          worker = aWorker();
        }
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

function aWorker(): Worker {
  return new Worker(new URL('faults-worker.ts', import.meta.url), { execArgv: ['--conditions=rapport-source'] });
}

/** What comes of a history; of one that does not end, or whose worker does before, that is the problem, and the worker is of no more use. */
async function order(worker: Worker, asked: Order): Promise<Outcome & { readonly isStranded?: boolean }> {
  return new Promise((resolve) => {
    const strand = (problem: string): void =>
      end({ seed: asked.seed, problems: [problem], figures: new Map(), isStranded: true });
    const failed = (error: Error): void => strand(`crash: ${error.stack ?? error.message}`);
    const left = (): void => strand('crash: the worker ended before the history did');
    const timer = setTimeout(() => strand(`hung: no end after ${patience / 1_000} seconds`), patience);
    const end = (outcome: Outcome & { readonly isStranded?: boolean }): void => {
      clearTimeout(timer);
      worker.off('error', failed).off('exit', left).off('message', end);
      resolve(outcome);
    };
    worker.on('error', failed).on('exit', left).on('message', end);
    worker.postMessage(asked, []);
  });
}
