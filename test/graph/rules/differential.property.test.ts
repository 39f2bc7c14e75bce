import type { IConfiguration } from 'dependency-cruiser';
import { expect, it } from 'vitest';
import { compileRules } from '../../../src/graph/rules/config/compileRules.ts';
import { evaluateRules } from '../../../src/graph/rules/evaluate/evaluateRules.ts';
import fc from '../../support/fastCheck.ts';
import { temporaryWorkspace } from '../../support/workspace.ts';
import { comparable, cruiseResult } from './support/cruise.ts';

const folders = ['a', 'b', 'b/c'];
const names = Array.from({ length: 12 }, (_, index) => `${folders[index % folders.length]}/f${index}`);

/** Which file imports which, and whether as a type. */
const imports = fc.array(
  fc.record({ from: fc.constantFrom(...names), to: fc.constantFrom(...names), asType: fc.boolean() }),
  { minLength: 8, maxLength: 40 },
);

const configuration: IConfiguration = {
  forbidden: [
    { name: 'cycles', from: {}, to: { circular: true } },
    { name: 'runtime-cycles', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'cycles-with-b', from: {}, to: { circular: true, via: { path: '^src/b' } } },
    { name: 'unstable', from: {}, to: { moreUnstable: true } },
    { name: 'reaches', from: { path: 'a/' }, to: { path: 'c/', reachable: true } },
    { name: 'unreached', from: { path: 'f[0-3]' }, to: { path: 'src/', reachable: false } },
    { name: 'few', module: { numberOfDependentsLessThan: 2 }, from: { path: 'b/' } },
    { name: 'folder-cycles', scope: 'folder', from: {}, to: { circular: true } },
    { name: 'folder-unstable', scope: 'folder', from: {}, to: { moreUnstable: true } },
  ],
};

it('finds the same violations as dependency-cruiser in any graph', async () => {
  await fc.assert(
    fc.asyncProperty(imports, async (edges) => {
      const root = temporaryWorkspace({ 'tsconfig.json': '{}', ...filesOf(edges) });
      const theirs = await cruiseResult(root, configuration);
      const ours = evaluateRules(theirs.modules as never, compileRules(configuration).value).violations;
      expect(comparable(ours)).toEqual(comparable(theirs.summary.violations));
    }),
    { numRuns: 40 },
  );
});

function filesOf(edges: readonly { from: string; to: string; asType: boolean }[]): Record<string, string> {
  const lines = (name: string) =>
    edges
      .filter(({ from }) => from === name)
      .map(
        ({ to, asType }, index) => `import ${asType ? 'type ' : ''}{ value as v${index} } from '${pathTo(name, to)}';`,
      );
  return Object.fromEntries(
    names.map((name) => [`src/${name}.ts`, [...lines(name), 'export const value: unknown = 0;'].join('\n')]),
  );
}

/** Relative to the importing file, which is one or two folders deep. */
function pathTo(from: string, to: string): string {
  return `${'../'.repeat(from.split('/').length - 1)}${to}`;
}
