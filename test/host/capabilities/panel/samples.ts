import type { CapabilityRow, VerificationReport } from '#protocol';

const usage = { wallMs: 1, cpuMs: 1, peakHeapBytes: 1, calls: 0 };

/** A report with a run that came to something else, and one of which nothing was expected. */
export function makeReport(version: string, at: string): VerificationReport {
  return {
    format: 1,
    name: 'dates',
    version,
    hash: `hash of ${version}`,
    asked: 'STANDARD',
    reached: 'BASIC',
    at,
    milliseconds: 1,
    safety: { findings: [], uses: [], score: 100, parts: [], admitted: true },
    types: [],
    checks: [],
    runs: [
      {
        name: 'one',
        kind: 'example',
        input: 'in 2020',
        expected: { output: { iso: '2020' } },
        result: { status: 'ok', value: { iso: '2021' }, usage, logs: [], effects: [] },
        passed: false,
      },
      {
        name: 'two',
        kind: 'standard',
        input: '',
        result: { status: 'ok', value: '', usage, logs: [], effects: [] },
        passed: true,
      },
    ],
    risk: { score: 10, class: 'low', factors: [] },
    decision: { verdict: 'reject', reasons: ['one'], conditions: [], needsPerson: false },
  };
}

/** The row of a capability with its latest report. */
export function makeRow(name: string, report: VerificationReport | undefined): CapabilityRow {
  return {
    name,
    folder: `.toolwright/capabilities/${name}`,
    standing: report === undefined ? 'unverified' : 'rejected',
    reason: 'One example failed.',
    problems: [],
    ...(report && { report }),
  };
}
