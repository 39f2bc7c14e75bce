import { describe, expect, it } from 'vitest';
import { exportFormats, packageOf } from '#protocol';
import { cruiseResultOf } from '../../../src/graph/export/cruiseResult.ts';
import { exportGraph } from '../../../src/graph/export/exportGraph.ts';
import { compileRules } from '../../../src/graph/rules/config/compileRules.ts';
import { evaluateRules } from '../../../src/graph/rules/evaluate/evaluateRules.ts';
import { toModules } from '../../../src/graph/rules/modules/toModules.ts';
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

function result(rulesConfiguration: object = configuration) {
  const { value: rules } = compileRules(rulesConfiguration);
  const packages = [packageOf('', { dependencies: { dinero: '1' } })];
  return cruiseResultOf(evaluateRules(toModules(view, packages, rules), rules), rules);
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

  it('says why dependency-cruiser refuses', async () => {
    const bad = result({ ...configuration, options: { reporterOptions: { dot: { theme: 7 } } } });
    await expect(exportGraph(bad, 'dot')).rejects.toMatchObject({ code: 'export-failed' });
  });
});
