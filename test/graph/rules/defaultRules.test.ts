import { describe, expect, it } from 'vitest';
import { packageOf } from '#protocol';
import { isTestFile } from '../../../src/graph/extract/language.ts';
import { compileRules } from '../../../src/graph/rules/config/compileRules.ts';
import { defaultRules, testPaths } from '../../../src/graph/rules/config/defaultRules.ts';
import { evaluateRules } from '../../../src/graph/rules/evaluate/evaluateRules.ts';
import { toModules } from '../../../src/graph/rules/modules/toModules.ts';
import { type Link, viewOf } from './support/view.ts';

const { value: rules, problems } = compileRules(defaultRules);
const packages = [packageOf('', { dependencies: { used: '1' }, devDependencies: { tool: '1' } })];

function violations(files: Record<string, (string | Link)[]>): string[] {
  return evaluateRules(toModules(viewOf(files), packages, rules), rules).violations.map(({ id }) => id);
}

const npm = (name: string, more: Partial<Link> = {}): Link => ({
  ...{ specifier: name, to: { kind: 'package', name, path: `node_modules/${name}/index.js` } },
  ...more,
});
const leaf = { 'src/a.ts': ['src/b.ts'], 'src/b.ts': [] };

describe('the default rules', () => {
  it('can be used, each with a reason', () => {
    expect(problems).toEqual([]);
    expect(defaultRules.forbidden.every(({ comment }) => comment.length > 40)).toBe(true);
  });

  it('find cycles at run time, not those of types', () => {
    expect(violations({ 'a.ts': ['b.ts'], 'b.ts': ['a.ts'] })).toEqual([
      'no-circular-at-run-time: cycle of a.ts, b.ts',
    ]);
    const typed = { 'a.ts': ['b.ts'], 'b.ts': [{ to: 'a.ts', typeOnly: true }] };
    expect(violations(typed)).toEqual([]);
  });

  it.each<[string, Record<string, (string | Link)[]>, string[]]>([
    ['nothing in sound code', { ...leaf, 'src/c.test.ts': ['src/a.ts', npm('tool')], 'src/d.ts': [npm('used')] }, []],
    [
      'imports of nothing',
      { 'src/a.ts': [{ to: { kind: 'unresolved', reason: '' } }] },
      ['not-to-unresolvable: src/a.ts → ./missing'],
    ],
    ['packages that nobody declares', { 'a.ts': [npm('stray')] }, ['no-non-package-json: a.ts → node_modules/stray']],
    [
      'tests in production code',
      { 'src/a.ts': ['test/help.ts'], 'test/help.ts': [] },
      ['not-to-test: src/a.ts → test/help.ts'],
    ],
    [
      'development packages in sources',
      { 'src/a.ts': [npm('tool')] },
      ['not-to-dev-dependency: src/a.ts → node_modules/tool'],
    ],
    ['not their types', { 'src/a.ts': [npm('tool', { typeOnly: true })] }, []],
    ['not in scripts', { 'scripts/a.ts': [npm('tool')] }, []],
    [
      'deprecated built-ins',
      { 'a.ts': [{ to: { kind: 'builtin', name: 'punycode' } }] },
      ['no-deprecated-core: a.ts → punycode'],
    ],
    [
      'orphans',
      { ...leaf, 'src/left.ts': [], 'x.d.ts': [], 'test/t.ts': [], 'vite.config.ts': [] },
      ['no-orphans: src/left.ts'],
    ],
  ])('find %s', (_, files, expected) => {
    expect(violations(files)).toEqual(expected);
  });

  it('know tests as the graph does', () => {
    const patterns = testPaths.map((path) => new RegExp(path));
    const paths = [
      'test/a.ts',
      'a/tests/b.ts',
      '__tests__/c.ts',
      'a.test.ts',
      'a-spec.js',
      'a_test.mts',
      'e2e/x.ts',
      'latest/a.ts',
      'a.tests.ts',
    ];
    for (const path of [
      ...paths,
      'attest.ts',
      'contest.ts',
      'src/testing.ts',
      'cypress/a.ts',
      'spec.ts',
      'a.spec.tsx',
      'specs/a.ts',
    ])
      expect([path, patterns.some((pattern) => pattern.test(path))]).toEqual([path, isTestFile(path)]);
  });
});
