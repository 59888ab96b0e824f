import { checks as everyCheck } from './checks/index.ts';
import { Tally, type Check, type CheckContext, type Subject } from './check.ts';
import type { Finding, Report } from './report.ts';
import { makeSample } from './sample/index.ts';

export interface SuiteOptions extends Subject {
  readonly newId: () => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How long one claim may take, in milliseconds. Default 60,000. */
  readonly patience?: number;
  /** Only claims whose id begins so. */
  readonly only?: string;
  readonly onFinding?: (finding: Finding) => void;
}

/**
 * Tries every claim a backend makes in `describe()`. It writes records of its own, and leaves them there: give it a tenant to itself.
 * @throws BackendError where the backend can't even be asked what it claims.
 */
export async function runSuite(options: SuiteOptions): Promise<Report> {
  const { backend, newId, now, patience = 60_000, only = '', onFinding } = options;
  const sample = await makeSample({ backend, description: await backend.describe(), newId, now });
  // Asked after the sample was made: its clock then lies behind every record, for relative time to be the same later.
  const description = await backend.describe();
  const findings: Finding[] = [];
  for (const check of everyCheck.filter(({ id }) => id.startsWith(only))) {
    const finding = await tried(check, { ...options, description, sample, signal: AbortSignal.timeout(patience) });
    findings.push(finding);
    onFinding?.(finding);
  }
  return { name: description.name, findings, compatible: findings.every(({ status }) => status !== 'fails') };
}

async function tried(check: Check, context: CheckContext): Promise<Finding> {
  const { id, claim } = check;
  const why = check.notClaimed?.(context);
  if (why !== undefined) return { id, claim, status: 'not-claimed', why };
  const tally = new Tally();
  const start = context.now();
  const faults = await check.run(context, tally).then(
    () => tally.faults,
    (error: unknown) => [...tally.faults, error instanceof Error ? `${error.name}: ${error.message}` : String(error)],
  );
  const took = { cases: tally.cases, milliseconds: context.now() - start };
  return faults.length > 0 ? { id, claim, status: 'fails', faults, ...took } : { id, claim, status: 'holds', ...took };
}
