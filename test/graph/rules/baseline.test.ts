import { describe, expect, it } from 'vitest';
import type { Violation } from '#protocol';
import { compareWithKnown, knownViolations, toBaseline } from '../../../src/graph/rules/baseline.ts';
import { compileRules } from '../../../src/graph/rules/config/compileRules.ts';
import { evaluateRules } from '../../../src/graph/rules/evaluate/evaluateRules.ts';
import { toViolation } from '../../../src/graph/rules/evaluate/violation.ts';
import { toModules } from '../../../src/graph/rules/modules/toModules.ts';
import { temporaryWorkspace } from '../../support/workspace.ts';
import { codeBase } from './support/codeBase.ts';
import { cruiseResult } from './support/cruise.ts';
import { viewOf } from './support/view.ts';

const configuration = {
  forbidden: [
    { name: 'cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'orphans', severity: 'error', from: { orphan: true }, to: {} },
    { name: 'not-to-low', severity: 'error', from: { path: 'high' }, to: { path: 'low' } },
    { name: 'no-way', severity: 'error', from: { path: 'high' }, to: { path: 'deep', reachable: true } },
  ],
};

function violationsOf(files: Record<string, string[]>) {
  const { value: rules } = compileRules(configuration);
  const view = viewOf(files);
  return evaluateRules(toModules(view, [], rules), rules).violations;
}

function applyBaseline(violations: readonly Violation[], baseline: string) {
  const { value: known, problems } = knownViolations(baseline);
  return { ...compareWithKnown(violations, known), problems };
}

const before = {
  'high.ts': ['low.ts', 'a.ts'],
  'low.ts': ['deep.ts'],
  'deep.ts': [],
  'a.ts': ['b.ts'],
  'b.ts': ['c.ts'],
  'c.ts': ['a.ts'],
  'alone.ts': [],
};

describe('baseline', () => {
  it('knows every violation that it was written from', () => {
    const violations = violationsOf(before);
    expect(violations.map(({ type }) => type).sort()).toEqual(['cycle', 'dependency', 'module', 'reachability']);
    const {
      violations: compared,
      fixed,
      problems,
    } = applyBaseline(violations.map(toViolation), toBaseline(violations));
    expect(compared.every(({ known }) => known)).toBe(true);
    expect([fixed, problems]).toEqual([[], []]);
  });

  it('tells new violations and fixed ones by identity, not by number', () => {
    const baseline = toBaseline(violationsOf(before));
    const after = { ...before, 'alone.ts': ['a.ts'], 'left.ts': [] };
    const { violations, fixed } = applyBaseline(violationsOf(after).map(toViolation), baseline);
    expect(violations.filter(({ known }) => !known).map(({ id }) => id)).toEqual(['orphans: left.ts']);
    expect(fixed).toEqual(['orphans: alone.ts']);
  });

  it('knows a cycle wherever the walk round it begins', () => {
    const [cycle] = violationsOf(before);
    expect(cycle).toMatchObject({ id: 'cycles: cycle of a.ts, b.ts, c.ts', from: 'a.ts' });
    const turned = [{ ...cycle, from: 'c.ts', to: 'a.ts', cycle: ['a.ts', 'b.ts', 'c.ts'] }];
    const { violations } = applyBaseline(violationsOf(before).map(toViolation), JSON.stringify(turned));
    expect(violations.filter(({ known }) => known).map(({ rule }) => rule)).toEqual(['cycles']);
  });

  it('knows a package whichever of its files was found', () => {
    const files = {
      'a.ts': [{ specifier: 'p', to: { kind: 'package' as const, name: 'p', path: 'node_modules/p/new.js' } }],
    };
    const { value: rules } = compileRules({ forbidden: [{ name: 'no-p', from: {}, to: { path: 'node_modules/p/' } }] });
    const violations = evaluateRules(toModules(viewOf(files), [], rules), rules).violations.map(toViolation);
    const entry = { rule: { name: 'no-p' }, from: 'a.ts', to: 'node_modules/p/old/index.js' };
    expect(applyBaseline(violations, JSON.stringify([entry])).violations).toMatchObject([{ known: true }]);
  });

  it('names long cycles shortly, and differently', () => {
    const ring = (size: number) =>
      Object.fromEntries(Array.from({ length: size }, (_, i) => [`f${i}.ts`, [`f${(i + 1) % size}.ts`]]));
    const ids = [10, 11].map((size) => violationsOf(ring(size))[0]?.id);
    expect(ids[0]).toMatch(/^cycles: cycle of f0\.ts, f1\.ts, f2\.ts … \(10 files, [0-9a-f]{12}\)$/);
    expect(ids[0]).not.toEqual(ids[1]);
  });

  it('keeps the comments of entries', () => {
    const violations = violationsOf(before);
    const entries = JSON.parse(toBaseline(violations));
    entries[0].comment = 'until spring';
    expect(JSON.parse(toBaseline(violations, JSON.stringify(entries)))[0].comment).toBe('until spring');
  });

  it.each([
    ['broken JSON', '[{'],
    ['no list', '{}'],
    ['an entry without a rule', '[{ "from": "a.ts", "to": "a.ts" }]'],
  ])('suppresses nothing with %s', (_, text) => {
    const { violations, fixed, problems } = applyBaseline(violationsOf(before).map(toViolation), text);
    expect(violations.some(({ known }) => known)).toBe(false);
    expect(fixed).toEqual([]);
    expect(problems).toMatchObject([{ code: 'baseline-invalid', severity: 'error' }]);
  });

  it('is read by dependency-cruiser, and reads what that writes', async () => {
    const root = temporaryWorkspace(codeBase);
    const rules = {
      forbidden: [
        { name: 'cycles', severity: 'error', from: {}, to: { circular: true } },
        { name: 'orphans', severity: 'error', from: { orphan: true }, to: {} },
        { name: 'dev', severity: 'error', from: {}, to: { dependencyTypes: ['npm-dev'] } },
        { name: 'reach', severity: 'error', from: { path: '^src/index' }, to: { path: '^src/lazy', reachable: true } },
      ],
    } as const;
    const theirs = await cruiseResult(root, rules as never);
    const ours = evaluateRules(theirs.modules as never, compileRules(rules).value).violations;
    expect(ours.length).toBeGreaterThan(3);

    const knownViolations = JSON.parse(toBaseline(ours));
    const { error, ignore } = (await cruiseResult(root, { ...rules, options: { knownViolations } } as never)).summary;
    expect([error, ignore]).toEqual([0, ours.length]);

    const known = applyBaseline(ours.map(toViolation), JSON.stringify(theirs.summary.violations));
    expect(known.violations.every((violation) => violation.known)).toBe(true);
    expect(known.fixed).toEqual([]);
  });
});
