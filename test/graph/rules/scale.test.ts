import { describe, expect, it } from 'vitest';
import { compileRules } from '../../../src/graph/rules/config/compileRules.ts';
import { evaluateRules } from '../../../src/graph/rules/evaluate/evaluateRules.ts';
import type { Module, ModuleDependency } from '../../../src/graph/rules/modules/module.ts';

const files = 10_000;
const edges = 60_000;
const name = (file: number) => `src/layer${Math.floor(file / 1000)}/feature${Math.floor(file / 40)}/file${file}.ts`;

/** A layered code base; @param backwards the share of dependencies that go against the layers. */
function modulesWith(backwards: number): Module[] {
  let state = 1;
  const random = () => {
    // Park and Miller, "Random number generators: good ones are hard to find", CACM 31(10), 1988.
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  const rows: ModuleDependency[][] = Array.from({ length: files }, () => []);
  for (let edge = 0; edge < edges; edge++) {
    const a = Math.floor(random() * files);
    const b = random() < 0.6 ? Math.min(files - 1, a + Math.floor(random() * 40)) : Math.floor(random() * files);
    if (a === b) continue;
    const [low, high] = a < b ? [a, b] : [b, a];
    const [from, to] = random() < backwards ? [low, high] : [high, low];
    rows[from]?.push({
      ...{ module: `./${to}`, resolved: name(to), moduleSystem: 'es6', dependencyTypes: ['local', 'import'] },
      ...{ dynamic: false, coreModule: false, couldNotResolve: false, followable: true, exoticallyRequired: false },
    });
  }
  return rows.map((dependencies, file) => ({ source: name(file), dependencies }));
}

const layers = Array.from({ length: 22 }, (_, index) => ({
  name: `layer-${index}`,
  from: { path: `^src/layer${index % 10}/`, pathNot: ['\\.test\\.ts$', 'generated'] },
  to: { path: [`^src/layer${(index * 3) % 10}/feature1`, 'legacy'], dependencyTypesNot: ['type-only'] },
}));
const configuration = {
  forbidden: [
    { name: 'cycles', from: {}, to: { circular: true } },
    { name: 'orphans', from: { orphan: true }, to: {} },
    { name: 'unresolvable', from: {}, to: { couldNotResolve: true } },
    { name: 'unstable', from: { path: '^src/layer3' }, to: { moreUnstable: true } },
    {
      name: 'feature',
      from: { path: '^src/layer1/([^/]+)/' },
      to: { path: '^src/layer1/', pathNot: '^src/layer1/$1/' },
    },
    { name: 'reaches', from: { path: 'feature24' }, to: { path: 'feature9/file36', reachable: true } },
    { name: 'unreached', from: { path: '^src/layer9/' }, to: { path: '^src/', reachable: false } },
    { name: 'popular', module: { path: 'layer7', numberOfDependentsMoreThan: 20 }, from: {} },
    ...layers,
  ],
};

// Limits are for a slow, busy machine and time of the processor; anything quadratic takes minutes.
describe('10,000 files, 60,000 dependencies and 30 rules', () => {
  it.each([
    ['without cycles', 0, 6],
    ['with most files in one cycle', 0.02, 12],
  ])('%s take a moment', (_, backwards, most) => {
    const modules = modulesWith(backwards);
    const { value: rules, problems } = compileRules(configuration);
    expect(problems).toEqual([]);
    const before = process.cpuUsage();
    const { violations } = evaluateRules(modules, rules);
    const seconds = process.cpuUsage(before).user / 1e6;
    expect(violations.length).toBeGreaterThan(1_000);
    expect(violations.some(({ type }) => type === 'cycle')).toBe(backwards > 0);
    expect(seconds).toBeLessThan(most);
  });
});
