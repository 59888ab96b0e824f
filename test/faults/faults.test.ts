import { expect, it } from 'vitest';
import type { Means } from './device.ts';
import { runHistory } from './history.ts';
import { plants, type PlantName } from './plants.ts';
import { runHistories } from './run-histories.ts';
import { kindOf } from './shrink.ts';

const minutes = 60_000;
const alone: Means = { hasDisk: false, hasTabs: false };

it(
  'everything that is promised holds in 1,000 histories of 100 actions (D1 to D17)',
  { timeout: 15 * minutes },
  async () => {
    const { histories, failures } = await runHistories({ firstSeed: 1, seeds: 1_000, actions: 100 });
    expect(failures.map(({ seed, problems }) => ({ replay: `pnpm faults --seed ${seed} --shrink`, problems }))).toEqual(
      [],
    );
    expect(histories).toBe(1_000);
  },
);

it(
  'one seed is one history, and with its steps shifted another one of the same actions',
  { timeout: 2 * minutes },
  async () => {
    const told = async (shift?: number): Promise<readonly string[]> => {
      const lines: string[] = [];
      await runHistory({ seed: 7, actions: 60, shift, note: (line) => lines.push(line) });
      return lines;
    };
    const first = await told();
    expect(first.length).toBeGreaterThan(100);
    expect(await told()).toEqual(first);
    const shifted = await told(1);
    expect(shifted).not.toEqual(first);
    expect(await told(1)).toEqual(shifted);
    const actionsOf = (lines: readonly string[]) =>
      lines.flatMap((line) => /── (\d+ [a-z ]+) \(/.exec(line)?.[1] ?? []);
    expect(actionsOf(shifted)).toEqual(actionsOf(first));
  },
);

it.each(Object.keys(plants) as PlantName[])(
  'finds it where there is a bug: %s',
  { timeout: 5 * minutes },
  async (plant) => {
    const { shows } = plants[plant];
    // What happens to all windows must not be taken for what the bug does: those that need no device have none.
    const means = 'storage' in plants[plant] ? undefined : alone;
    const { failures } = await runHistories({
      firstSeed: 1,
      seeds: 1_000,
      actions: 100,
      means,
      plant,
      untilKind: shows,
    });
    expect(failures.flatMap(({ problems }) => problems).map(kindOf)).toContain(shows);
  },
);
