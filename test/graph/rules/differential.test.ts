import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { IConfiguration, ICruiseResult } from 'dependency-cruiser';
import { beforeAll, describe, expect, it } from 'vitest';
import { LiveGraph } from '#graph';
import { packageOf } from '#protocol';
import { compileRules } from '../../../src/graph/rules/config/compileRules.ts';
import { evaluateRules } from '../../../src/graph/rules/evaluate/evaluateRules.ts';
import { toModules } from '../../../src/graph/rules/modules/toModules.ts';
import { sharedWorkspace } from '../../support/workspace.ts';
import { codeBase } from './support/codeBase.ts';
import { comparable, cruiseOptions, cruiseResult } from './support/cruise.ts';
import { ruleSets } from './support/ruleSets.ts';

/** The extractor knows one `require`, so what is required by another name is not in the graph. */
const withoutExotic = {
  ...codeBase,
  'src/legacy/old.cjs': `module.exports = [require('path'), require('./older.cjs')];`,
};

// One run of dependency-cruiser, which is most of the time, serves both comparisons.
describe.each(Object.entries(ruleSets))('%s: the same violations as dependency-cruiser', (name, configuration) => {
  const exotic = name === 'exotic';
  const root = sharedWorkspace(exotic ? codeBase : withoutExotic);
  let theirs: ICruiseResult;
  beforeAll(async () => {
    theirs = await cruiseResult(root, configuration);
  });

  it('on the modules that it found', () => {
    const { value: rules, problems } = compileRules(configuration);
    expect(problems).toEqual([]);
    const ours = evaluateRules(theirs.modules as never, rules).violations;
    expect(comparable(ours)).toEqual(comparable(theirs.summary.violations));
    expect(ours.length).toBeGreaterThan(0);
  });

  if (exotic) return;
  it("on Toolwright's own graph", async () => {
    expect(comparable(await ownViolations(root, configuration))).toEqual(comparable(theirs.summary.violations));
  });
});

describe('rules on this repository', () => {
  it('finds the same violations as dependency-cruiser', async () => {
    const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');
    const configuration: IConfiguration = {
      forbidden: [
        { name: 'cycles', from: {}, to: { circular: true } },
        { name: 'orphans', from: { orphan: true }, to: {} },
        { name: 'unstable', from: { path: '^src' }, to: { path: '^src', moreUnstable: true } },
        { name: 'folder-cycles', scope: 'folder', from: { path: '^src' }, to: { circular: true } },
        { name: 'folder-unstable', scope: 'folder', from: { path: '^src' }, to: { moreUnstable: true } },
        { name: 'not-used', from: { path: '^src/graph/index' }, to: { path: '^src/graph', reachable: false } },
        { name: 'types', from: {}, to: { dependencyTypes: ['type-only'], path: '^src/base' } },
      ],
    };
    const theirs = await cruiseResult(root, configuration, ['src/base', 'src/protocol', 'src/workspace', 'src/graph']);
    expect(comparable(evaluateRules(theirs.modules as never, compileRules(configuration).value).violations)).toEqual(
      comparable(theirs.summary.violations),
    );
  });
});

async function ownViolations(root: string, configuration: IConfiguration) {
  const live = new LiveGraph({ root });
  await live.scan();
  const { value: rules } = compileRules({ ...configuration, options: cruiseOptions });
  const packages = live.packages.map(({ path, manifest }) => packageOf(path, manifest));
  return evaluateRules(toModules(live.view, packages, rules, installedFacts(root)), rules).violations;
}

function installedFacts(root: string) {
  const read = (name: string) => JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'));
  return {
    licenceOf: (name: string) => read(name).license,
    isDeprecated: (name: string) => Boolean(read(name).deprecated),
  };
}
