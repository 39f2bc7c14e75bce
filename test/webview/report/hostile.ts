import type { PlainData, RecordedRun, RunResult, VerificationReport } from '#protocol';
import { rejected, type Sample } from './reports.ts';

/** Markup that would show if any text were taken for it; `at` tells where it came from. */
const evil = (at: string): string =>
  `${at}<img src=x onerror="globalThis.pwned=1"><script>globalThis.pwned=1</script>\u202e&lt;b&gt;{0}</td>`;

const values: PlainData = { [evil('key')]: evil('value'), list: [evil('item')] };
const usage = { wallMs: 1, cpuMs: 1, peakHeapBytes: 1, calls: 1 };
const said = {
  usage,
  logs: [evil('log')],
  effects: [
    { call: evil('call'), arguments: [evil('argument')], result: evil('answer') },
    { call: evil('call2'), arguments: [], refused: evil('refusal') },
  ],
};

function run(name: string, result: RunResult, expected: RecordedRun['expected']): RecordedRun {
  return {
    name: evil(name),
    kind: 'example',
    input: values,
    ...(expected && { expected }),
    result,
    passed: false,
    reason: evil('reason'),
  };
}

const report: VerificationReport = {
  ...rejected,
  name: evil('name'),
  version: evil('version'),
  hash: '<b>hash</b>',
  sandbox: { runner: 'wasm', engine: evil('engine'), holds: [evil('holds')], gaps: [evil('gap')] },
  safety: {
    ...rejected.safety,
    findings: [
      {
        rule: evil('rule'),
        severity: 'error',
        start: 0,
        end: 1,
        line: 1,
        column: 1,
        message: evil('message'),
        hint: evil('hint'),
      },
    ],
    parts: [{ name: evil('part'), penalty: 1, reason: evil('penalty') }],
  },
  types: [{ line: 1, message: evil('type'), severity: 'error' }],
  checks: [
    {
      name: evil('check'),
      level: 'BASIC',
      status: 'failed',
      summary: evil('summary'),
      details: [evil('detail')],
      milliseconds: 1,
    },
  ],
  runs: [
    run('differs', { status: 'ok', value: values, ...said }, { output: { other: evil('wanted') } }),
    run('throws', { status: 'error', message: evil('thrown'), ...said }, { error: evil('expected-error') }),
    run('succeeds', { status: 'ok', value: evil('text'), ...said }, { error: evil('never-thrown') }),
  ],
  mutation: { mutants: 2, killed: 1, survivors: [{ line: 3, change: evil('change') }] },
  risk: {
    score: 50,
    class: 'medium',
    factors: [{ name: evil('factor'), weight: 10, severity: 0.5, points: 5, reason: evil('why') }],
  },
  decision: {
    verdict: 'approve-with-conditions',
    reasons: [evil('because')],
    conditions: [evil('condition')],
    needsPerson: true,
  },
};

/** A capability that puts markup into everything that it can have a say in. */
export const hostile: Sample = {
  row: {
    name: evil('row'),
    folder: '.toolwright/capabilities/hostile',
    standing: 'waiting',
    reason: evil('standing'),
    problems: [],
    capability: {
      name: evil('row'),
      version: evil('version'),
      folder: '',
      description: evil('description'),
      manifest: {
        title: evil('title'),
        intents: [],
        input: true,
        output: true,
        permissions: {},
        provenance: { generator: evil('generator') },
      },
      source: '',
      examples: [],
      hash: '<b>hash</b>',
    },
  },
  history: [report, { ...report, at: '2026-01-01T00:00:00.000Z' }],
};

/** Where each text came from, in the order of the page. */
export const places = [
  ...['row', 'version', 'title', 'standing', 'check', 'summary', 'detail', 'because', 'condition', 'factor', 'why'],
  ...['message', 'hint', 'rule', 'type', 'part', 'penalty', 'differs', 'key', 'value', 'wanted', 'log', 'call'],
  ...['argument', 'answer', 'refusal', 'throws', 'thrown', 'expected-error', 'succeeds', 'text', 'never-thrown'],
  ...['reason', 'change', 'engine', 'holds', 'gap'],
];
