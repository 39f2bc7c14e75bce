import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LiveGraph } from '#graph';
import { packageOf } from '#protocol';
import { compileRules } from '../../../src/graph/rules/config/compileRules.ts';
import { evaluateRules } from '../../../src/graph/rules/evaluate/evaluateRules.ts';
import { toViolation } from '../../../src/graph/rules/evaluate/violation.ts';
import { toModules } from '../../../src/graph/rules/modules/toModules.ts';
import { cruiseByDependencyCruiser } from '../../../src/graph/rules/oracle.ts';
import { temporaryWorkspace } from '../../support/workspace.ts';
import { codeBase } from './support/codeBase.ts';

const configuration = {
  forbidden: [
    { name: 'cycles', severity: 'error', comment: 'No cycles.', from: {}, to: { circular: true } },
    { name: 'orphans', severity: 'warn', from: { orphan: true }, to: {} },
    { name: 'types', severity: 'info', from: {}, to: { dependencyTypes: ['npm-dev', 'aliased', 'type-only'] } },
    { name: 'ways', severity: 'info', from: { path: '^src/index' }, to: { path: '^src/lazy', reachable: true } },
  ],
  options: { tsPreCompilationDeps: 'specify', exclude: 'legacy' },
};

async function both(files: Record<string, string>, rulesConfiguration: object = configuration) {
  const root = temporaryWorkspace(files);
  const live = new LiveGraph({ root });
  await live.scan();
  const sources = live.view.files.map(({ path }) => path);
  const theirs = await cruiseByDependencyCruiser({
    root,
    files: sources,
    configuration: rulesConfiguration,
    tsConfig: 'tsconfig.json',
  });
  const { value: rules } = compileRules(rulesConfiguration);
  const packages = live.packages.map(({ path, manifest }) => packageOf(path, manifest));
  const ours = evaluateRules(toModules(live.view, packages, rules), rules).violations.map(toViolation);
  return { theirs, ours };
}

describe('cruiseByDependencyCruiser', () => {
  it('reports in the words and with the identities of our own report', async () => {
    const { theirs, ours } = await both(codeBase);
    expect(theirs.problems).toEqual([]);
    const facts = ({ id, rule, severity, comment, type }: (typeof ours)[number]) => ({
      id,
      rule,
      severity,
      comment,
      type,
    });
    expect(theirs.value?.map(facts)).toEqual(ours.map(facts));
    expect(new Set(ours.map(({ type }) => type))).toEqual(new Set(['cycle', 'module', 'dependency', 'reachability']));
  });

  it('reads files whose names look like patterns', async () => {
    const { theirs, ours } = await both({
      'tsconfig.json': '{}',
      'app/(shop)/[id]/page.ts': `import '../../../lib/a';`,
      'lib/a.ts': `import '../app/(shop)/[id]/page';`,
    });
    expect(ours.map(({ id }) => id)).toEqual(['cycles: cycle of app/(shop)/[id]/page.ts, lib/a.ts']);
    expect(theirs.value?.map(({ id }) => id)).toEqual(ours.map(({ id }) => id));
  });

  it('stays out of packages whatever the options say', async () => {
    const { theirs } = await both({
      'tsconfig.json': '{}',
      'a.ts': `import 'ring';`,
      'node_modules/ring/index.js': `require('./other');`,
      'node_modules/ring/other.js': `require('./index');`,
    });
    expect(theirs.value).toEqual([]);
  });

  it('begins with sources only', async () => {
    const { theirs, ours } = await both({
      'tsconfig.json': '{}',
      'a.ts': `import './data.json';`,
      'data.json': '{}',
      'b.vue': '<p/>',
    });
    expect(ours.map(({ id }) => id)).toEqual(['orphans: b.vue']);
    expect(theirs.value).toEqual([]);
  });

  it('says which file dependency-cruiser stops at', async () => {
    const { theirs } = await both({ 'tsconfig.json': '{}', 'a.ts': `import a, { b }, * as c from 'm';` });
    expect(theirs.value).toBeUndefined();
    expect(theirs.problems).toMatchObject([{ code: 'cruise-failed', severity: 'error' }]);
    expect(theirs.problems[0]?.message).toMatch(/^dependency-cruiser stopped: .* in a\.ts$/);
  });

  it('goes on without a tsconfig that is broken', async () => {
    const { theirs } = await both({ 'tsconfig.json': '{ "extends": "./none.json" }', 'a.ts': '' });
    expect(theirs.problems).toMatchObject([{ code: 'cruise-tsconfig', severity: 'warning', path: 'tsconfig.json' }]);
    expect(theirs.value?.map(({ id }) => id)).toEqual(['orphans: a.ts']);
  });

  it('tells of rules that cannot be used', async () => {
    const { theirs } = await both({ 'tsconfig.json': '{}', 'a.ts': '' }, { forbidden: [{ name: 'bad', from: {} }] });
    expect(theirs.problems).toMatchObject([{ code: 'rule-invalid' }]);
  });

  it('runs no program that the options name', async () => {
    const program = temporaryWorkspace({
      'evil.mjs': `import { writeFileSync } from 'node:fs';
        writeFileSync(new URL('ran.txt', import.meta.url), '');
        export default () => ({ output: '', exitCode: 0 });`,
    });
    const options = { outputType: `plugin:${program}/evil.mjs` };
    const { theirs } = await both({ 'tsconfig.json': '{}', 'a.ts': '' }, { ...configuration, options });
    expect(existsSync(join(program, 'ran.txt'))).toBe(false);
    expect(theirs.value?.map(({ id }) => id)).toEqual(['orphans: a.ts']);
  });
});
