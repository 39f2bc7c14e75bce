import { describe, expect, it } from 'vitest';
import { exportFormats, packageOf } from '#protocol';
import { cruiseResultOf } from '../../../src/graph/export/cruiseResult.ts';
import { exportGraph } from '../../../src/graph/export/exportGraph.ts';
import { compileRules } from '../../../src/graph/rules/config/compileRules.ts';
import { evaluateRules } from '../../../src/graph/rules/evaluate/evaluateRules.ts';
import { toModules } from '../../../src/graph/rules/modules/toModules.ts';
import { temporaryWorkspace } from '../../support/workspace.ts';
import { codeBase } from '../rules/support/codeBase.ts';
import { cruiseResult } from '../rules/support/cruise.ts';
import { viewOf } from '../rules/support/view.ts';

const view = viewOf({
  'src/index.ts': ['src/shop/cart.ts', { to: { kind: 'builtin', name: 'node:fs' }, specifier: 'node:fs' }],
  'src/shop/cart.ts': [
    'src/shop/price.ts',
    { to: { kind: 'package', name: 'dinero', path: 'node_modules/dinero/index.js' }, specifier: 'dinero' },
    { to: 'src/index.ts', typeOnly: true },
  ],
  'src/shop/price.ts': [
    'src/shop/cart.ts',
    'lib/money.ts',
    { to: { kind: 'unresolved', reason: 'no such file' }, specifier: './tax' },
  ],
  'src/left-over.ts': [],
  'lib/money.ts': [],
  'lib/bill.ts': ['src/shop/price.ts'],
});

const configuration = {
  forbidden: [
    { name: 'no-circular', severity: 'error', comment: 'A cycle.', from: {}, to: { circular: true } },
    { name: 'no-orphans', severity: 'warn', from: { orphan: true }, to: {} },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'stay-away', severity: 'info', from: { path: '^src/index' }, to: { path: 'dinero', reachable: true } },
    { name: 'folders', scope: 'folder', severity: 'warn', from: {}, to: { circular: true } },
  ],
  required: [{ name: 'uses-price', module: { path: 'left-over' }, to: { path: 'price' } }],
  allowed: [{ from: {}, to: { pathNot: 'fs' } }],
  options: {
    tsPreCompilationDeps: 'specify',
    reporterOptions: { archi: { collapsePattern: ['^src/[^/]+', '^node_modules/[^/]+'] } },
  },
};

function evaluated(rulesConfiguration: object = configuration) {
  const { value: rules } = compileRules(rulesConfiguration);
  const packages = [packageOf('', { dependencies: { dinero: '1' } })];
  return { evaluation: evaluateRules(toModules(view, packages, rules), rules), rules };
}

function result(rulesConfiguration: object = configuration, known?: ReadonlySet<string>) {
  const { evaluation, rules } = evaluated(rulesConfiguration);
  return cruiseResultOf(evaluation, rules, known);
}

describe('exportGraph', () => {
  it.each(exportFormats)('writes %s', async (format) => {
    const text = await exportGraph(result(), format);
    expect(text.length).toBeGreaterThan(20);
    expect(text).not.toContain('\u001b');
    // An overview by folder or pattern does not show single files.
    if (!['archi', 'ddot'].includes(format)) expect(text).toContain('cart');
  });

  const stable = [
    'json',
    'dot',
    'ddot',
    'archi',
    'flat',
    'mermaid',
    'd2',
    'csv',
    'text',
    'err',
    'err-long',
    'metrics',
    'azure-devops',
    'baseline',
  ] as const;
  it.each(stable)('writes %s as before', async (format) => {
    await expect(await exportGraph(result(), format)).toMatchFileSnapshot(`../../golden/export/${format}.txt`);
  });

  it.each(['json', 'metrics', 'text', 'mermaid'] as const)('writes %s of one folder alone', async (format) => {
    const text = await exportGraph(result(), format, 'src/shop');
    expect(text).toContain('cart');
    expect(text).not.toContain('money');
  });

  it('tells cycles and ways from other violations', async () => {
    const { summary } = JSON.parse(await exportGraph(result(), 'json'));
    const types = new Map(summary.violations.map(({ rule, type }: never) => [(rule as { name: string }).name, type]));
    expect(Object.fromEntries(types)).toEqual({
      'no-circular': 'cycle',
      'no-orphans': 'module',
      'not-to-unresolvable': 'dependency',
      'stay-away': 'reachability',
      folders: 'cycle',
      'uses-price': 'module',
      'not-in-allowed': 'dependency',
    });
  });

  it('counts violations that are known as ignored, of every kind', async () => {
    const known = new Set(evaluated().evaluation.violations.map(({ id }) => id));
    const summaryOf = async (ids?: ReadonlySet<string>) =>
      JSON.parse(await exportGraph(result(configuration, ids), 'json')).summary;
    const before = await summaryOf();
    expect(before.ignore).toBe(0);
    const ignore = before.error + before.warn + before.info;
    expect(await summaryOf(known)).toMatchObject({ error: 0, warn: 0, info: 0, ignore });
  });

  it('ignores as dependency-cruiser itself does', async () => {
    const root = temporaryWorkspace(codeBase);
    const rules = { forbidden: [{ name: 'cycles', severity: 'error', from: {}, to: { circular: true } }] } as const;
    const theirs = await cruiseResult(root, rules as never);
    const knownViolations = theirs.summary.violations;
    const softened = await cruiseResult(root, { ...rules, options: { knownViolations } } as never);
    const { value } = compileRules(rules);
    const evaluation = evaluateRules(theirs.modules as never, value);
    const ours = cruiseResultOf(evaluation, value, new Set(evaluation.violations.map(({ id }) => id)));
    const verdicts = ({ modules }: { modules: typeof ours.modules }) =>
      modules.flatMap(({ source, dependencies }) =>
        dependencies.map(({ resolved, valid, rules: broken }) => ({ source, resolved, valid, broken })),
      );
    expect(verdicts(ours)).toEqual(verdicts(softened));
  });

  it('shows what a module newly reaches, beside what it is known to reach', async () => {
    const rules = compileRules({
      forbidden: [
        { name: 'far', severity: 'error', from: { path: '^src/index' }, to: { path: 'lib|dinero', reachable: true } },
      ],
    }).value;
    const evaluation = evaluateRules(toModules(view, [], rules), rules);
    const [first, ...others] = evaluation.violations;
    expect(others.length).toBeGreaterThan(0);
    const { summary } = JSON.parse(
      await exportGraph(cruiseResultOf(evaluation, rules, new Set([first?.id ?? ''])), 'json'),
    );
    expect(summary.violations.map(({ to }: { to: string }) => to)).toEqual(others.map(({ to }) => to));
    expect(summary.error).toBe(others.length);
  });

  it('says why dependency-cruiser refuses', async () => {
    const bad = result({ ...configuration, options: { reporterOptions: { dot: { theme: 7 } } } });
    await expect(exportGraph(bad, 'dot')).rejects.toMatchObject({ code: 'export-failed' });
  });
});
