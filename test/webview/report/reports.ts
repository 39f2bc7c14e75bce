import type { Capability, CapabilityRow, RecordedRun, RunUsage, VerificationReport } from '#protocol';

/** Sample reports, as the engine makes them: one that is approved, one that is rejected, and one that waits. */

const usage = (wallMs: number, kilobytes: number): RunUsage => ({
  wallMs,
  cpuMs: wallMs * 0.8,
  peakHeapBytes: kilobytes * 1000,
  calls: 0,
});

const capability: Capability = {
  name: 'dates-to-iso',
  version: '1.2.0',
  folder: '.toolwright/capabilities/dates-to-iso',
  description: 'Converts dates in a text to ISO 8601.',
  manifest: {
    title: 'Convert dates to ISO 8601',
    intents: ['convert the dates in {selection} to iso'],
    input: { type: 'object' },
    output: { type: 'object' },
    permissions: {},
    provenance: { generator: 'example' },
  },
  source: 'export function run() {}',
  examples: [],
  hash: 'c0ffee5eed0123456789abcdef',
};

const ok = (name: string, kind: RecordedRun['kind'], text: string, iso: string, wallMs = 0.42): RecordedRun => ({
  name,
  kind,
  input: { text },
  ...(kind === 'example' && { expected: { output: { text: iso } } }),
  result: { status: 'ok', value: { text: iso }, usage: usage(wallMs, 312), logs: [], effects: [] },
  passed: true,
});

const sandbox: VerificationReport['sandbox'] = {
  runner: 'bubblewrap',
  engine: 'V8 13.6 in isolated-vm 7.0.1, Node 24.21.0, bubblewrap 0.8.0',
  holds: [
    'The code has no file system, network, process or environment: the kernel gives its process none.',
    'It is killed from outside at its deadline and at its bound of memory.',
    'Nothing stays from one run to the next: each has an isolate of its own.',
  ],
  gaps: [
    'Errors in the kernel or in V8 that let code out of its process.',
    'How long it takes can tell something about other processes.',
  ],
};

export const approved: VerificationReport = {
  format: 1,
  name: 'dates-to-iso',
  version: '1.2.0',
  hash: capability.hash,
  asked: 'COMPREHENSIVE',
  reached: 'COMPREHENSIVE',
  at: '2026-11-20T14:03:22.000Z',
  milliseconds: 6420,
  sandbox,
  safety: {
    findings: [
      {
        rule: 'non-determinism',
        severity: 'info',
        start: 210,
        end: 231,
        line: 9,
        column: 14,
        message: 'The order of the keys of “months” decides which month is tried first.',
        hint: 'Sort the keys, or use an array.',
      },
    ],
    uses: [],
    score: 98,
    parts: [{ name: 'determinism', penalty: 2, reason: 'One remark on the order of keys.' }],
    admitted: true,
  },
  types: [],
  checks: [
    {
      name: 'syntax',
      level: 'BASIC',
      status: 'passed',
      summary: 'index.ts can be read.',
      details: [],
      milliseconds: 4,
    },
    { name: 'types', level: 'BASIC', status: 'passed', summary: 'No type errors.', details: [], milliseconds: 410 },
    {
      name: 'static-analysis',
      level: 'BASIC',
      status: 'passed',
      summary: '1 finding, none of them an error.',
      details: ['9:14 non-determinism: The order of the keys of “months” decides which month is tried first.'],
      milliseconds: 122,
    },
    {
      name: 'examples',
      level: 'STANDARD',
      status: 'passed',
      summary: 'All 5 examples come to what they should.',
      details: [],
      milliseconds: 61,
    },
    {
      name: 'standard-cases',
      level: 'STANDARD',
      status: 'passed',
      summary: '4 of 4 standard cases end well.',
      details: [],
      milliseconds: 38,
    },
    {
      name: 'isolation',
      level: 'COMPREHENSIVE',
      status: 'passed',
      summary: 'Nothing outside of the sandbox was reached.',
      details: [],
      milliseconds: 210,
    },
    {
      name: 'determinism',
      level: 'COMPREHENSIVE',
      status: 'passed',
      summary: 'The same in 3 repetitions and another order.',
      details: [],
      milliseconds: 180,
    },
    {
      name: 'properties',
      level: 'COMPREHENSIVE',
      status: 'passed',
      summary: '200 random inputs, each with a valid output.',
      details: [],
      milliseconds: 1900,
    },
    {
      name: 'mutation',
      level: 'COMPREHENSIVE',
      status: 'warned',
      summary: 'The examples notice 17 of 20 changes.',
      details: ['line 12: `<` as `<=`', 'line 18: `true` as `false`', 'line 31: removed `trim()`'],
      milliseconds: 2600,
    },
    {
      name: 'resource-trend',
      level: 'COMPREHENSIVE',
      status: 'skipped',
      summary: 'The input has no size that could grow.',
      details: [],
      milliseconds: 0,
    },
  ],
  runs: [
    ok('a German date', 'example', 'am 3. Oktober 1990', 'am 1990-10-03'),
    ok('an American date', 'example', 'on 7/4/2026', 'on 2026-07-04'),
    ok('several dates', 'example', '1 May 2020 to 3 May 2020', '2020-05-01 to 2020-05-03', 0.61),
    {
      ...ok('no date at all', 'example', '', ''),
      expected: { error: 'there is no date' },
      result: {
        status: 'error',
        message: 'there is no date in the text',
        at: { line: 14, column: 5 },
        usage: usage(0.31, 300),
        logs: ['looking for dates', 'found 0'],
        effects: [],
      },
    },
    ok('already ISO', 'example', '2026-01-31', '2026-01-31'),
    ok('empty strings', 'standard', '', ''),
    ok('long strings', 'standard', 'x'.repeat(5000), 'x'.repeat(5000), 2.4),
    ok('signs of many scripts', 'standard', '日付 ١٤٤٧ 😀', '日付 ١٤٤٧ 😀'),
    ok('random input 17', 'property', '31/12/1999?!', '1999-12-31?!'),
  ],
  mutation: {
    mutants: 20,
    killed: 17,
    survivors: [
      { line: 12, change: '`<` as `<=`' },
      { line: 18, change: '`true` as `false`' },
      { line: 31, change: 'removed `.trim()`' },
    ],
  },
  risk: {
    score: 11.4,
    class: 'low',
    factors: [
      { name: 'permissions', weight: 25, severity: 0, points: 0, reason: 'It is granted nothing but its input.' },
      { name: 'findings', weight: 20, severity: 0.02, points: 0.4, reason: 'The static analysis has 1 info.' },
      { name: 'examples', weight: 10, severity: 0, points: 0, reason: '5 examples, 1 of an expected error.' },
      { name: 'mutation', weight: 15, severity: 0.15, points: 2.3, reason: 'The examples notice 17 of 20 changes.' },
      { name: 'behaviour', weight: 15, severity: 0, points: 0, reason: 'All 4 checks of its behaviour passed.' },
      {
        name: 'provenance',
        weight: 5,
        severity: 0.3,
        points: 1.5,
        reason: 'It was written by the generator "example".',
      },
      { name: 'sandbox', weight: 5, severity: 0, points: 0, reason: 'It was run under bubblewrap.' },
      {
        name: 'resources',
        weight: 5,
        severity: 0.04,
        points: 0.2,
        reason: 'At most 1 % of its time, 4 % of its memory.',
      },
    ],
  },
  decision: {
    verdict: 'approve',
    reasons: ['All checks up to COMPREHENSIVE passed, at a risk of 11.4 (low).'],
    conditions: [],
    needsPerson: false,
  },
};

/** What the rejected one should have written, and wrote. */
const expectedRows = Array.from({ length: 24 }, (_, at) => ({ name: `item ${at + 1}`, price: (at + 1) * 10 }));
const wrongRows = expectedRows.map((row, at) => (at === 11 ? { ...row, price: 0 } : row));

export const rejected: VerificationReport = {
  ...approved,
  name: 'sum-invoices',
  version: '0.3.1-beta.2',
  hash: 'deadbeef0123456789abcdef00',
  reached: 'BASIC',
  at: '2026-11-20T16:40:00.000Z',
  milliseconds: 3180,
  sandbox: {
    runner: 'wasm',
    engine: 'QuickJS 2025-09-13 as WebAssembly, in a worker thread',
    holds: ['The code has no file system, network, process or environment.', 'It ends at its deadline.'],
    gaps: ['An error of the engine would reach the process of the editor.'],
  },
  safety: {
    findings: [
      {
        rule: 'catastrophic-regex',
        severity: 'warning',
        start: 300,
        end: 320,
        line: 22,
        column: 21,
        message: 'The pattern /^(\\d+,?)+$/ takes exponential time on inputs such as “1111111111111111111111!”.',
        hint: 'Write it so that each character can be matched in one way only: /^\\d+(,\\d+)*$/.',
      },
      {
        rule: 'undeclared-permission',
        severity: 'error',
        start: 120,
        end: 150,
        line: 7,
        column: 3,
        message: 'It asks for “network.fetch”, which its package.json does not declare.',
        hint: 'Declare the hosts under “permissions.network”, or do without.',
      },
    ],
    uses: ['network'],
    score: 58,
    parts: [
      { name: 'permissions', penalty: 30, reason: 'One use of a permission that is not declared.' },
      { name: 'resources', penalty: 12, reason: 'One pattern that can take exponential time.' },
    ],
    admitted: false,
  },
  types: [{ line: 31, message: "Type 'string' is not assignable to type 'number'.", severity: 'error' }],
  checks: [
    {
      name: 'syntax',
      level: 'BASIC',
      status: 'passed',
      summary: 'index.ts can be read.',
      details: [],
      milliseconds: 3,
    },
    {
      name: 'types',
      level: 'BASIC',
      status: 'warned',
      summary: '1 type error.',
      details: ['31: Type …'],
      milliseconds: 380,
    },
    {
      name: 'examples',
      level: 'STANDARD',
      status: 'failed',
      summary: '2 of 3 examples do not come to what they should.',
      details: ['prices of a table: the output is another one', 'a broken table: it took longer than 2 s'],
      milliseconds: 2100,
    },
    {
      name: 'standard-cases',
      level: 'STANDARD',
      status: 'passed',
      summary: '1 of 1 standard cases end well.',
      details: [],
      milliseconds: 9,
    },
  ],
  runs: [
    {
      name: 'an empty table',
      kind: 'example',
      input: { rows: [] },
      expected: { output: { rows: [], sum: 0 } },
      result: { status: 'ok', value: { rows: [], sum: 0 }, usage: usage(0.5, 300), logs: [], effects: [] },
      passed: true,
    },
    {
      name: 'prices of a table',
      kind: 'example',
      input: { rows: expectedRows.map(({ name }) => name), currency: 'EUR' },
      expected: { output: { rows: expectedRows, sum: 3000 } },
      result: {
        status: 'ok',
        value: { rows: wrongRows, sum: 2880 },
        usage: { ...usage(48.2, 4100), calls: 2 },
        logs: ['rows: 24', 'no price for “item 12”, taking 0'],
        effects: [
          { call: 'workspace.read', arguments: ['prices.json'], result: '[{"name":"item 1","price":10}]' },
          { call: 'network.fetch', arguments: ['https://prices.example.com/12'], refused: 'the host is not granted' },
        ],
      },
      passed: false,
      reason: 'The output is not the expected one: /rows/11/price is 0 and should be 120.',
    },
    {
      name: 'a broken table',
      kind: 'example',
      input: { rows: ['1111111111111111111111!'] },
      expected: { error: 'not a price' },
      result: {
        status: 'timeout',
        message: 'It was stopped at its deadline of 2 s.',
        at: { line: 22, column: 21 },
        usage: usage(2003, 2200),
        logs: [],
        effects: [],
      },
      passed: false,
      reason: 'It took longer than 2 s.',
    },
    {
      name: 'no rows',
      kind: 'standard',
      input: { rows: [] },
      result: { status: 'ok', value: { rows: [], sum: 0 }, usage: usage(0.4, 300), logs: [], effects: [] },
      passed: true,
    },
  ],
  risk: {
    score: 71.5,
    class: 'high',
    factors: [
      { name: 'permissions', weight: 25, severity: 0.6, points: 15, reason: 'It uses the network.' },
      {
        name: 'findings',
        weight: 20,
        severity: 0.42,
        points: 8.4,
        reason: 'The static analysis has 1 error, 1 warning.',
      },
      { name: 'examples', weight: 10, severity: 0.4, points: 4, reason: '3 examples, 1 of an expected error.' },
      {
        name: 'mutation',
        weight: 15,
        severity: 1,
        points: 15,
        reason: 'Not measured: it takes the level COMPREHENSIVE.',
      },
      {
        name: 'behaviour',
        weight: 15,
        severity: 1,
        points: 15,
        reason: 'Not measured: it takes the level COMPREHENSIVE.',
      },
      { name: 'provenance', weight: 5, severity: 1, points: 5, reason: 'It was written by the generator "model".' },
      { name: 'sandbox', weight: 5, severity: 0.3, points: 1.5, reason: 'It was run under wasm.' },
      { name: 'resources', weight: 5, severity: 1, points: 5, reason: 'At most 100 % of its time, 3 % of its memory.' },
    ],
  },
  decision: {
    verdict: 'reject',
    reasons: ['examples: 2 of 3 examples do not come to what they should.'],
    conditions: [],
    needsPerson: true,
  },
};
// It ended before its code was changed.
delete (rejected as { mutation?: unknown }).mutation;

const waiting: VerificationReport = {
  ...approved,
  risk: { ...approved.risk, score: 41.2, class: 'medium' },
  decision: {
    verdict: 'approve-with-conditions',
    reasons: [
      'All checks up to COMPREHENSIVE passed, at a risk of 41.2 (medium).',
      'provenance (5): It was written by the generator "model".',
    ],
    conditions: [
      'A person approves it by name, with a reason.',
      'It starts with a small first stage: 1 % of the users.',
      'Its permissions are narrowed to what it uses: without clock.',
    ],
    needsPerson: true,
  },
};

const older: VerificationReport = {
  ...rejected,
  name: approved.name,
  version: '1.1.0',
  at: '2026-11-19T09:12:00.000Z',
  risk: { ...rejected.risk, score: 62 },
};

/** What the host sends of one capability. */
export interface Sample {
  readonly row: CapabilityRow;
  /** Latest first. */
  readonly history: readonly VerificationReport[];
}

const rowOf = (standing: CapabilityRow['standing'], reason: string, own = capability): CapabilityRow => ({
  name: own.name,
  folder: own.folder,
  standing,
  reason,
  problems: [],
  capability: own,
});

const rejectedCapability: Capability = {
  ...capability,
  name: rejected.name,
  version: rejected.version,
  hash: rejected.hash,
  manifest: { ...capability.manifest, title: 'Sum the prices of a table of invoices' },
};

export const samples = {
  approved: {
    row: rowOf('admitted', 'Verified up to COMPREHENSIVE at a low risk.'),
    history: [approved, older, { ...older, at: '2026-11-12T17:00:00.000Z', version: '1.0.0' }],
  },
  rejected: {
    row: rowOf('rejected', '2 of 3 examples do not come to what they should.', rejectedCapability),
    history: [rejected],
  },
  waiting: { row: rowOf('waiting', 'Its policy wants a person to approve it.'), history: [waiting] },
  unverified: { row: rowOf('unverified', 'There is no evidence for its present content.'), history: [] },
  changed: {
    row: rowOf('unverified', 'It has changed since it was verified.', { ...capability, hash: 'another' }),
    history: [approved],
  },
  broken: {
    row: {
      name: 'half-made',
      folder: '.toolwright/capabilities/half-made',
      standing: 'broken',
      reason: 'Its package.json cannot be read.',
      problems: [
        {
          code: 'invalid-manifest',
          severity: 'error',
          message: '“toolwright.input” is missing.',
          hint: 'Give the JSON Schema of the input, `true` for any.',
          path: '.toolwright/capabilities/half-made/package.json',
          line: 4,
        },
      ],
    },
    history: [],
  },
} satisfies Record<string, Sample>;
