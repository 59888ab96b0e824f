export { Tally, type Check, type CheckContext, type Subject } from './check.ts';
export { checks } from './checks/index.ts';
export { formatFinding, formatReport, formatVerdict, type Finding, type Report } from './report.ts';
export { runSuite, type SuiteOptions } from './run-suite.ts';
