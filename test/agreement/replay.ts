import fc from 'fast-check';

const setting = (name: string): string | undefined => process.env[`AGREEMENT_${name}`];

/** How many runs: `AGREEMENT_RUNS`, where somebody wants more. */
export const runs = (usual: number): number => Number(setting('RUNS') ?? usual);

/** Whether one case is run again: what holds of many need not hold of it. */
export const isReplay = setting('PATH') !== undefined;

/**
 * Runs a property, and says how to run what failed again: `AGREEMENT_SEED` and `AGREEMENT_PATH` lead to the case. With `AGREEMENT_SHRINK=1` it is made
 * smaller first, which takes a world in the database for each attempt.
 */
export async function holds<Values>(
  name: string,
  property: fc.IAsyncProperty<Values>,
  usualRuns: number,
): Promise<void> {
  const [seed, path] = [setting('SEED'), setting('PATH')];
  const outcome = await fc.check(property, {
    numRuns: runs(usualRuns),
    endOnFailure: setting('SHRINK') !== '1',
    ...(seed === undefined ? {} : { seed: Number(seed) }),
    ...(path === undefined ? {} : { path }),
  });
  if (!outcome.failed) return;
  const cause = outcome.errorInstance;
  throw new Error(
    `${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n\nTo see it again: AGREEMENT_SEED=${outcome.seed} AGREEMENT_PATH=${outcome.counterexamplePath ?? ''} pnpm vitest run test/agreement -t '${name}'`,
  );
}
