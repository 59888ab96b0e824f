import { runHistory, type HistoryOptions } from './history.ts';

/** The kind of a problem: `flicker`, `lost`, … */
export function kindOf(problem: string): string {
  return /(?:^|: )(crash|unhandled|[a-z]+): /.exec(problem)?.[1] ?? problem;
}

/**
 * Leaves out actions for as long as the same kind of thing still goes wrong.
 * @returns The indices of those that are left.
 */
export async function shrink(options: HistoryOptions, kind: string, mostRuns = 200): Promise<readonly number[]> {
  let kept = options.keep ?? Array.from({ length: options.actions }, (_, index) => index);
  let runs = 0;
  const stillFails = async (keep: readonly number[]): Promise<boolean> => {
    runs += 1;
    const { problems } = await runHistory({ ...options, keep, note: undefined });
    return problems.some((problem) => kindOf(problem) === kind);
  };
  for (
    let size = Math.ceil(kept.length / 2);
    size >= 1 && runs < mostRuns;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let from = 0; from < kept.length && runs < mostRuns;) {
      const fewer = kept.toSpliced(from, size);
      if (fewer.length < kept.length && (await stillFails(fewer))) kept = fewer;
      else from += size;
    }
  }
  return kept;
}
