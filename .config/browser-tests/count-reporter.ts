import { writeFile } from 'node:fs/promises';
import type { Reporter, TestSession, TestSuiteResult } from '@web/test-runner';

/** Writes `{ passed, failed, skipped }` of all engines together, for whoever adds up the runners. */
export function countReporter(path: string): Reporter {
  return {
    async stop({ sessions }) {
      const total = { passed: 0, failed: 0, skipped: 0 };
      for (const session of sessions) {
        const count = countSession(session);
        total.passed += count.passed;
        total.failed += count.failed;
        total.skipped += count.skipped;
      }
      await writeFile(path, JSON.stringify(total));
    },
  };
}

function countSession(session: TestSession): { passed: number; failed: number; skipped: number } {
  const tests = session.testResults ? testsIn(session.testResults) : [];
  const failed = tests.filter((test) => !test.passed && !test.skipped).length;
  const broken = session.passed !== true && failed === 0;
  return {
    passed: tests.filter((test) => test.passed && !test.skipped).length,
    failed: broken ? 1 : failed,
    skipped: tests.filter((test) => test.skipped).length,
  };
}

function testsIn(suite: TestSuiteResult): TestSuiteResult['tests'] {
  return [...suite.tests, ...suite.suites.flatMap(testsIn)];
}
