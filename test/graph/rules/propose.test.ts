import { describe, expect, it } from 'vitest';
import { LiveGraph } from '#graph';
import { packageOf, type WorkspacePackage } from '#protocol';
import { readText, realPath } from '#workspace';
import type { GraphView } from '../../../src/graph/model/view.ts';
import { compileRules } from '../../../src/graph/rules/config/compileRules.ts';
import { evaluateRules } from '../../../src/graph/rules/evaluate/evaluateRules.ts';
import { loadRules } from '../../../src/graph/rules/load/loadRules.ts';
import { toModules } from '../../../src/graph/rules/modules/toModules.ts';
import { proposeRules } from '../../../src/graph/rules/propose/proposeRules.ts';
import { temporaryWorkspace } from '../../support/workspace.ts';
import { codeBase } from './support/codeBase.ts';
import { type Link, viewOf } from './support/view.ts';

/** Loads the proposed text as the file that it would be. */
async function load(text: string) {
  const root = temporaryWorkspace({ '.dependency-cruiser.mjs': text });
  const loaded = await loadRules({ root, path: '.dependency-cruiser.mjs', trusted: true }, { readText, realPath });
  expect(loaded.problems).toEqual([]);
  const { value: rules, problems } = compileRules(loaded.value);
  expect(problems).toEqual([]);
  return rules;
}

async function propose(view: GraphView, packages: readonly WorkspacePackage[] = []) {
  const text = proposeRules(view, packages);
  const rules = await load(text);
  const check = (other: GraphView) => evaluateRules(toModules(other, packages, rules), rules).violations;
  return { text, rules, check };
}

const layered: Record<string, (string | Link)[]> = {
  'src/main.ts': ['src/ui/page.ts'],
  'src/ui/page.ts': ['src/core/engine.ts', 'src/util/text.ts'],
  'src/ui/list.ts': ['src/core/engine.ts', 'src/core/model.ts'],
  'src/core/engine.ts': ['src/util/text.ts', 'src/core/model.ts'],
  'src/core/model.ts': ['src/util/text.ts'],
  'src/util/text.ts': [],
  'src/util/number.ts': ['src/util/text.ts'],
  'src/util/text.test.ts': ['src/util/text.ts', 'src/ui/page.ts'],
};

describe('proposeRules', () => {
  it('finds the layers and forbids what goes upwards', async () => {
    const { text, check } = await propose(viewOf(layered));
    expect(text).toContain(
      [
        ' * Layers of src, lowest first; a folder may depend on those before it:',
        ' *   1. util',
        ' *   2. core',
        ' *   3. ui',
      ].join('\n'),
    );
    const broken = viewOf({ ...layered, 'src/util/number.ts': ['src/ui/page.ts'] });
    expect(check(broken).filter(({ rule }) => rule.severity === 'error')).toMatchObject([
      { rule: { name: 'util-only-downwards' }, from: 'src/util/number.ts', to: 'src/ui/page.ts' },
    ]);
  });

  it('names what goes upwards today as exceptions, and finds new ones', async () => {
    const today = { ...layered, 'src/util/number.ts': ['src/core/model.ts'] };
    const { text, check } = await propose(viewOf(today));
    expect(text).toContain('Exceptions that exist today: src/util/number.ts → src/core/model.ts.');
    expect(check(viewOf(today)).filter(({ rule }) => rule.severity === 'error')).toEqual([]);
    const worse = { ...today, 'src/util/text.ts': ['src/core/model.ts'] };
    expect(check(viewOf(worse)).filter(({ rule }) => rule.severity === 'error')).toMatchObject([
      { rule: { name: 'util-not-to-core' }, from: 'src/util/text.ts' },
    ]);
  });

  it('only warns where many files go upwards', async () => {
    const many: Record<string, string[]> = { 'low/base.ts': [], 'high/top.ts': ['low/base.ts'] };
    for (let index = 0; index < 30; index++) many[`high/h${index}.ts`] = ['low/base.ts'];
    for (let index = 0; index < 6; index++) many[`low/l${index}.ts`] = ['high/top.ts'];
    const { check } = await propose(viewOf(many));
    const rules = new Map(check(viewOf(many)).map(({ rule }) => [rule.name, rule.severity]));
    expect(rules.get('low-not-to-high')).toBe('warn');
    expect([...rules.values()]).not.toContain('error');
  });

  it('keeps packages from reaching into each other', async () => {
    const packages = ['packages/a', 'packages/b'].map((path) => packageOf(path, { name: path.slice(9) }));
    const byName: Link = { specifier: 'b', to: { kind: 'file', path: 'packages/b/src/index.ts', alias: 'workspace' } };
    const files = { 'packages/a/src/index.ts': [byName], 'packages/b/src/index.ts': [], 'packages/b/src/inner.ts': [] };
    const { check } = await propose(viewOf(files), packages);
    expect(check(viewOf(files)).filter(({ rule }) => rule.severity === 'error')).toEqual([]);
    const inside = {
      ...files,
      'packages/a/src/index.ts': [{ specifier: '../../b/src/inner', to: 'packages/b/src/inner.ts' }],
    };
    expect(check(viewOf(inside)).map(({ rule }) => rule.name)).toContain('packages-by-their-names');
  });

  it('writes folder names that mean something in regular expressions and in JavaScript', async () => {
    const files = {
      "app/(group)/it's.ts": ['app/[id]/c++.ts'],
      'app/[id]/c++.ts': [],
      'app/(group)/x.ts': ['app/[id]/c++.ts'],
    };
    const { check } = await propose(viewOf(files));
    const back = { ...files, 'app/[id]/c++.ts': ['app/(group)/x.ts'], 'app/(group)/x.ts': [] };
    expect(check(viewOf(back)).map(({ rule }) => rule.name)).toContain('id-only-downwards');
  });

  it('has no errors on a real code base as it is', async () => {
    const live = new LiveGraph({ root: temporaryWorkspace(codeBase) });
    await live.scan();
    const packages = live.packages.map(({ path, manifest }) => packageOf(path, manifest));
    const { check } = await propose(live.view, packages);
    const violations = check(live.view);
    expect(violations.length).toBeGreaterThan(0);
    expect(violations.filter(({ rule }) => rule.severity === 'error')).toEqual([]);
  });

  it('proposes the default rules where there are no layers', async () => {
    const { rules } = await propose(viewOf({ 'a.ts': ['b.ts'], 'b.ts': [] }));
    expect(rules.dependency.map(({ name }) => name)).toContain('no-circular-at-run-time');
  });
});
