export type Finding =
  | {
      readonly id: string;
      readonly claim: string;
      readonly status: 'holds';
      readonly cases: number;
      readonly milliseconds: number;
    }
  | {
      readonly id: string;
      readonly claim: string;
      readonly status: 'fails';
      readonly cases: number;
      readonly faults: readonly string[];
      readonly milliseconds: number;
    }
  | { readonly id: string; readonly claim: string; readonly status: 'not-claimed'; readonly why: string };

/** What became of every claim. */
export interface Report {
  readonly name: string;
  readonly findings: readonly Finding[];
  /** No claim fails. */
  readonly compatible: boolean;
}

/** A report for people: a line a claim, faults indented below, a verdict last. */
export function formatReport(report: Report): string {
  return [...report.findings.map((finding) => formatFinding(finding)), '', formatVerdict(report)].join('\n');
}

/** One claim and what became of it; at most `most` faults are written out. */
export function formatFinding(finding: Finding, most = 10): string {
  switch (finding.status) {
    case 'holds':
      return `✓ ${finding.claim} (${count(finding.cases, 'case')})`;
    case 'not-claimed':
      return `– ${finding.claim}: not claimed, ${finding.why}`;
    case 'fails': {
      const rest = finding.faults.length - most;
      return [
        `✗ ${finding.claim} (${count(finding.faults.length, 'fault')} in ${count(finding.cases, 'case')})`,
        ...finding.faults.slice(0, most).map((fault) => `    ${fault}`),
        ...(rest > 0 ? [`    … and ${rest} more`] : []),
      ].join('\n');
    }
  }
}

export function formatVerdict({ name, findings, compatible }: Report): string {
  const of = (status: Finding['status']) => findings.filter((finding) => finding.status === status).length;
  return `${name}: ${count(of('holds'), 'claim')} hold, ${of('fails')} fail, ${of('not-claimed')} not claimed. ${compatible ? 'All claims hold.' : 'Not compatible.'}`;
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
