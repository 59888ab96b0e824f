import { parseArgs } from 'node:util';
import { runHistory } from './history.ts';
import { plants, type PlantName } from './plants.ts';
import { runHistories, type Report } from './run-histories.ts';
import { kindOf, shrink } from './shrink.ts';

// `pnpm faults` runs histories by the thousand; `--seed` replays one.

const usage = `pnpm faults [--seeds N] [--from SEED] [--actions N]     N histories, one a seed, with figures
pnpm faults --seed SEED [--actions N] [--keep 1,5,9] [--shrink] [--verbose]     one of them, step by step
    --means disk,tabs | disk | tabs | none     what the browsers are given, whatever the seed says
    --shift N     steps come in another order than they were asked for, drawn anew for each N
    --plant NAME     with a bug planted: ${Object.keys(plants).join(', ')}`;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    actions: { type: 'string', default: '100' },
    keep: { type: 'string' },
    plant: { type: 'string' },
    means: { type: 'string' },
    shift: { type: 'string' },
    shrink: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const actions = Number(values.actions);
const means =
  values.means === undefined
    ? undefined
    : { hasDisk: values.means.includes('disk'), hasTabs: values.means.includes('tabs') };
const shift = values.shift === undefined ? undefined : Number(values.shift);
const shifted = shift === undefined ? '' : ` --shift ${shift}`;
const isPlant = (name: string): name is PlantName => name in plants;
const plant = values.plant !== undefined && isPlant(values.plant) ? values.plant : undefined;

if (values.help || values.plant !== plant) console.log(usage);
else if (values.seed === undefined) report(await many());
else await one(Number(values.seed));

async function many(): Promise<Report> {
  let failed = 0;
  return runHistories({
    firstSeed: Number(values.from),
    seeds: Number(values.seeds),
    actions,
    means,
    shift,
    ...(plant === undefined ? {} : { plant }),
    told: (done, { seed, problems }) => {
      if (problems.length > 0) {
        failed += 1;
        console.log(`✗ seed ${seed}: ${problems[0]?.slice(0, 300)}`);
      }
      if (done % 500 === 0) console.error(`  ${done} histories, ${failed} failed`);
    },
  });
}

function report({ histories, failures, figures, seconds }: Report): void {
  const rows = [...figures].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const width = Math.max(...rows.map(([name]) => name.length));
  for (const [name, times] of rows) console.log(`  ${name.padEnd(width)} ${String(times).padStart(10)}`);
  console.log(`${histories} histories of ${actions} actions in ${seconds.toFixed(1)} s, ${failures.length} failed`);
  for (const { seed } of failures.slice(0, 20))
    console.log(`  pnpm faults --seed ${seed} --actions ${actions}${shifted} --shrink`);
  if (failures.length > 0) process.exitCode = 1;
}

async function one(seed: number): Promise<void> {
  const options = {
    seed,
    actions,
    keep: values.keep?.split(',').map(Number),
    plant: plant && plants[plant],
    means,
    shift,
  };
  const note = values.verbose ? (line: string) => console.log(line) : undefined;
  const first = await runHistory({ ...options, note: values.shrink ? undefined : note });
  const [problem] = first.problems;
  if (problem === undefined) {
    console.log(`Everything holds in history ${seed}.`);
    return;
  }
  process.exitCode = 1;
  let { problems } = first;
  if (values.shrink) {
    const keep = await shrink(options, kindOf(problem));
    ({ problems } = await runHistory({ ...options, keep, note }));
    console.log(`pnpm faults --seed ${seed} --actions ${actions}${shifted} --keep ${keep.join(',')} --verbose`);
  }
  for (const each of problems) console.log(`✗ ${each}`);
}
