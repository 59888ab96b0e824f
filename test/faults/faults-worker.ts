import { parentPort } from 'node:worker_threads';
import type { Means } from './device.ts';
import { runHistory } from './history.ts';
import { plants, type PlantName } from './plants.ts';

/** One history that a worker is to run. */
export interface Order {
  readonly seed: number;
  readonly actions: number;
  readonly plant?: PlantName | undefined;
  readonly means?: Means | undefined;
  readonly shift?: number | undefined;
}

const port = parentPort;
let running = 0;
const astray: string[] = [];
// A promise of the client's that nobody waits for must not fail.
process.on('unhandledRejection', (error) => {
  astray.push(`unhandled: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
});

port?.on('message', async ({ plant, ...options }: Order) => {
  const { seed } = options;
  running = seed;
  const outcome = await runHistory({ ...options, plant: plant && plants[plant] }).catch((error: unknown) => ({
    seed,
    problems: [`crash: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`],
    figures: new Map<string, number>(),
  }));
  const problems = [...astray.splice(0), ...outcome.problems];
  port.postMessage({ ...outcome, seed: running, problems });
});
