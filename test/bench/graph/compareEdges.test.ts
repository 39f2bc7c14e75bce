import { expect, test } from 'vitest';
import { compareEdges } from './compareEdges.ts';
import type { CruisedDependency, CruiseResult } from './cruiseResult.ts';

const found = (module: string, resolved: string, ...dependencyTypes: string[]): CruisedDependency => ({
  module,
  resolved,
  couldNotResolve: false,
  dependencyTypes,
});
const lost = (module: string): CruisedDependency => ({
  module,
  resolved: module,
  couldNotResolve: true,
  dependencyTypes: ['unknown'],
});
const result = (modules: Record<string, CruisedDependency[]>): CruiseResult => ({
  modules: Object.entries(modules).map(([source, dependencies]) => ({ source, dependencies })),
});
const isSource = (path: string) => /^[a-d]\.(?:ts|js|d\.ts)$/.test(path);

test('sorts what only one side has by what the other did with the same import', () => {
  const ours = result({
    'a.ts': [found('./b', 'b.ts'), found('#c', 'c.ts'), found('./d', 'd.ts', 'local', 'triple-slash-file-reference')],
    'c.ts': [found('./d', 'd.ts')],
  });
  const theirs = result({ 'a.ts': [found('./b', 'b.ts'), lost('#c')], 'c.ts': [found('./d', 'd.d.ts')] });
  expect(compareEdges(ours, theirs, isSource)).toEqual({
    common: 1,
    onlyOurs: 3,
    onlyTheirs: 1,
    kinds: [
      { foundBy: 'ours', kind: 'not resolved by the other: subpath import', count: 1, samples: ['a.ts -> c.ts (#c)'] },
      {
        foundBy: 'ours',
        kind: 'import not seen by the other: triple-slash-file-reference',
        count: 1,
        samples: ['a.ts -> d.ts (./d)'],
      },
      {
        foundBy: 'ours',
        kind: 'resolved to another file by the other: .ts here, .d.ts there',
        count: 1,
        samples: ['c.ts -> d.ts (./d)'],
      },
      {
        foundBy: 'theirs',
        kind: 'resolved to another file by the other: .d.ts here, .ts there',
        count: 1,
        samples: ['c.ts -> d.d.ts (./d)'],
      },
    ],
  });
});

test('leaves out what is not a file of the code base', () => {
  const ours = result({ 'a.ts': [found('fs', 'fs'), found('zod', 'node_modules/zod/index.js'), found('./b', 'b.ts')] });
  expect(compareEdges(ours, result({ 'a.ts': [] }), isSource)).toMatchObject({ common: 0, onlyOurs: 1, onlyTheirs: 0 });
});
