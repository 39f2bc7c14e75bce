import type { Capability, CapabilityRow, RecordedRun, RunResult, Standing, VerificationReport } from '#protocol';

/** Capabilities in the states that there are, for tests. */

export function capability(name: string, more: Partial<Capability> = {}): Capability {
  return {
    name,
    version: '1.0.0',
    folder: `.toolwright/capabilities/${name}`,
    description: `Does ${name}.`,
    manifest: {
      title: `Do ${name}`,
      intents: [`${name} {selection}`],
      input: { type: 'object', properties: { selection: { type: 'string' } }, required: ['selection'] },
      output: { type: 'string' },
      permissions: {},
      provenance: { generator: 'hand' },
    },
    source: "import 'node:fs';\nexport function run() {}\n",
    examples: [
      { name: 'one', input: {}, output: 1 },
      { name: 'two', input: {}, output: 2 },
    ],
    hash: `hash-of-${name}`,
    ...more,
  };
}

export function ran(name: string, passed: boolean, result: Partial<RunResult> = {}): RecordedRun {
  const usage = { wallMs: 1.4, cpuMs: 1, peakHeapBytes: 0, calls: 0 };
  const whole = { status: 'ok', value: 7, usage, logs: [], effects: [], ...result } as RunResult;
  const expected = { output: 1 };
  return {
    name,
    kind: 'example',
    input: {},
    expected,
    result: whole,
    passed,
    ...(passed ? {} : { reason: 'It is 7.' }),
  };
}

export function report(of: Capability, more: Partial<VerificationReport> = {}): VerificationReport {
  return {
    format: 1,
    name: of.name,
    version: of.version,
    hash: of.hash,
    asked: 'STANDARD',
    reached: 'STANDARD',
    at: '2026-11-20T10:00:00.000Z',
    milliseconds: 5,
    safety: { findings: [], uses: [], score: 100, parts: [], admitted: true },
    types: [],
    checks: [],
    runs: [ran('one', true), ran('two', false)],
    risk: { score: 12, class: 'low', factors: [] },
    decision: { verdict: 'approve', reasons: [], conditions: [], needsPerson: false },
    ...more,
  };
}

/** A row as the engine would make it. */
export function row(name: string, standing: Standing, more: Partial<CapabilityRow> = {}): CapabilityRow {
  const folder = `.toolwright/capabilities/${name}`;
  const reason = `It is ${standing}.`;
  if (standing === 'broken') {
    const problem = {
      code: 'capability-invalid',
      severity: 'error' as const,
      message: 'version is "1.0".',
      hint: 'Correct it.',
      path: `${folder}/package.json`,
      line: 3,
    };
    return { name, folder, standing, reason, problems: [problem], ...more };
  }
  const own = more.capability ?? capability(name);
  const evidence = standing === 'unverified' ? {} : { report: report(own) };
  return { name, folder, standing, reason, problems: [], capability: own, ...evidence, ...more };
}
