import { expect, test } from 'vitest';
import { defaultPolicy } from '#capability/verification';
import { type Check, type Example, mostPoints, type Permissions, type Risk } from '#protocol';
import { decide } from '../../../src/capability/verification/decision.ts';
import { type Evidence, riskOf } from '../../../src/capability/verification/risk.ts';
import { capability } from './support.ts';

const example: Example = { name: 'one', input: { text: 'a' }, output: 'A' };

function evidence(more: Partial<Evidence> = {}, generator = 'hand'): Evidence {
  const { manifest } = capability({ source: '', provenance: { generator } });
  const safety = { findings: [], uses: [], score: 100, parts: [], admitted: true };
  const nothing = { checks: [], results: [], coverage: undefined, mutation: undefined, sandbox: undefined };
  return { manifest, examples: [example], safety, ...nothing, limits: { wallMs: 100, heapMB: 64 }, ...more };
}

const severity = (of: Evidence, name: string) =>
  riskOf(of, defaultPolicy).factors.find((factor) => factor.name === name)?.severity;

test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'nobody knows'])(
  'a generator called %s is one that is not known',
  (generator) => {
    expect(severity(evidence({}, generator), 'provenance')).toBe(1);
    expect(riskOf(evidence({}, generator), defaultPolicy).score).toBeGreaterThan(
      riskOf(evidence(), defaultPolicy).score,
    );
  },
);

test.each([Number.NaN, Number.POSITIVE_INFINITY])('a risk of %s is never admitted', (score) => {
  const { manifest, safety, examples } = evidence();
  const risk: Risk = { score, class: 'low', factors: [] };
  const decision = decide(
    { manifest, examples, asked: 'STANDARD', reached: 'STANDARD', checks: [], safety, risk, runs: [] },
    defaultPolicy,
  );
  expect(decision).toMatchObject({ verdict: 'reject', needsPerson: true });
});

test.each([
  defaultPolicy.weights,
  { ...defaultPolicy.weights, permissions: 100, mutation: 1 },
  { permissions: 0, findings: 0, examples: 3, mutation: 0, behaviour: 0, provenance: 4, sandbox: 0, resources: 0 },
  { permissions: 0, findings: 0, examples: 0, mutation: 0, behaviour: 0, provenance: 0, sandbox: 0, resources: 0 },
])('the points of the factors add up to the score, whatever the weights: %j', (weights) => {
  const { score, factors } = riskOf(evidence(), { ...defaultPolicy, weights });
  expect(score).toBeCloseTo(
    factors.reduce((sum, { points }) => sum + points, 0),
    5,
  );
  expect(score).toBeGreaterThan(0);
  expect(score).toBeLessThanOrEqual(100.5);
  for (const factor of factors) {
    const most = mostPoints(factor, { score, class: 'low', factors });
    if (factor.severity === 1) expect(factor.points).toBe(most);
    else expect(factor.points).toBeLessThanOrEqual(most);
  }
});

test('one mutant of one is no certainty, and no mutants are less', () => {
  const of = (killed: number, mutants: number) =>
    severity(evidence({ mutation: { mutants, killed, survivors: [] } }), 'mutation') ?? Number.NaN;
  expect(of(1, 1)).toBeGreaterThan(0.3);
  expect(of(40, 40)).toBeLessThan(0.05);
  expect(of(0, 0)).toBeGreaterThan(of(1, 1));
});

test('examples count for what they go through, and each of them once', () => {
  const missed = [{ line: 1, what: 'the condition is true' }];
  const all = { branches: 4, missed: [] };
  const copies = Array.from({ length: 5 }, (_, index) => ({ ...example, name: `copy ${index}` }));
  const different = copies.map((copy, index) => ({ ...copy, input: { text: `${index}` } }));
  const of = (more: Partial<Evidence>) => severity(evidence(more), 'examples') ?? Number.NaN;
  expect(of({ examples: copies, coverage: all })).toBe(of({ examples: [example], coverage: all }));
  expect(of({ examples: different, coverage: all })).toBeLessThan(of({ examples: copies, coverage: all }));
  expect(of({ coverage: { branches: 4, missed } })).toBeGreaterThan(of({ coverage: all }));
  expect(of({ coverage: undefined })).toBeGreaterThan(of({ coverage: { branches: 4, missed } }));
});

const run = (wallMs: number, peakHeapBytes: number) => ({
  ...{ status: 'ok', value: null, logs: [], effects: [] },
  usage: { wallMs, peakHeapBytes, cpuMs: 0, calls: 0 },
});
const behaved = (...statuses: Check['status'][]) => ({
  checks: statuses.map((status, index): Check => {
    const name = ['isolation', 'side-effects', 'determinism', 'output', 'properties'][index] ?? 'resource-trend';
    return { name, level: 'COMPREHENSIVE', status, summary: '', details: [], milliseconds: 0 };
  }),
});
const granted = (permissions: Permissions) => {
  const { manifest } = evidence();
  return { manifest: { ...manifest, permissions } };
};
const found = (penalty: number, name: string) => ({
  safety: { ...evidence().safety, parts: [{ name, penalty, reason: '' }] },
});

/** What stands later is worse. */
test.each<[factor: string, ...worse: (readonly [what: string, Partial<Evidence>])[]]>([
  [
    'permissions',
    ['nothing', granted({})],
    ['the clock', granted({ clock: true })],
    ['some files', granted({ 'workspace:read': ['src/*.ts'] })],
    ['all files', granted({ 'workspace:read': ['**/*'] })],
    ['writing', granted({ 'workspace:write': ['out/*'] })],
    ['the network', granted({ network: ['api.example.com'] })],
    ['the network, and files to send there', granted({ network: ['api.example.com'], 'workspace:read': ['src/*.ts'] })],
  ],
  [
    'findings',
    ['none', {}],
    ['some', found(20, 'findings')],
    ['more', found(60, 'findings')],
    ['more than there are points', found(200, 'findings')],
  ],
  [
    'behaviour',
    ['all passed', behaved('passed', 'passed')],
    ['a warning', behaved('passed', 'warned')],
    ['two', behaved('warned', 'warned')],
    ['a failure', behaved('passed', 'failed')],
    ['never measured', behaved('skipped')],
  ],
  [
    'sandbox',
    ['a wall around the engine', { sandbox: { runner: 'bubblewrap', engine: '', holds: [], gaps: [] } }],
    ['the engine alone', { sandbox: { runner: 'wasm', engine: '', holds: [], gaps: [] } }],
    ['never run', {}],
  ],
  [
    'resources',
    ['little of both', { results: [run(1, 1024)] as never }],
    ['much memory', { results: [run(1, 1024), run(1, 30 * 1024 * 1024)] as never }],
    ['nearly all of the time', { results: [run(90, 1024)] as never }],
    ['never measured', {}],
  ],
])('the factor "%s" grows with what makes it', (factor, ...worse) => {
  const severities = worse.map(([, more]) => severity(evidence(more), factor) ?? Number.NaN);
  expect(severities).toEqual(severities.toSorted((a, b) => a - b));
  expect(new Set(severities).size).toBe(severities.length);
  expect(severities[0]).toBeLessThan(0.05);
  expect(Math.max(...severities)).toBeLessThanOrEqual(1);
});

test('what the safety score loses for permissions is counted once, among the permissions', () => {
  expect(severity(evidence(found(17, 'permissions')), 'findings')).toBe(0);
});

test('who asks for tasks is risky, and needs a person whatever its risk is', () => {
  const { manifest } = capability({ source: '', permissions: { tasks: ['lint'] } });
  expect(severity(evidence({ manifest }), 'permissions')).toBe(0.9);
  const { safety, examples } = evidence();
  const risk: Risk = { score: 1, class: 'low', factors: [] };
  const judged = {
    manifest,
    examples,
    asked: 'STANDARD',
    reached: 'STANDARD',
    checks: [],
    safety,
    risk,
    runs: [],
  } as const;
  expect(decide(judged, defaultPolicy)).toMatchObject({
    verdict: 'approve-with-conditions',
    needsPerson: true,
    person: 'it asks for tasks to be run outside of the sandbox (lint)',
  });
});
