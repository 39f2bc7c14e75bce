import type { CarriedName, Dependency, DependencySyntax, ExportedName, GraphFile } from '#protocol';
import { GraphView } from '../../../src/graph/model/view.ts';
import fc from '../../support/fastCheck.ts';

const FILES = ['a.ts', 'b.ts', 'c.ts', 'd.ts', 'e.ts', 'f.ts'];
const name = fc.constantFrom('x', 'y', 'z', 'default');
const file = fc.constantFrom(...FILES);

const imported: fc.Arbitrary<CarriedName> = fc.record({
  imported: fc.oneof({ weight: 4, arbitrary: name }, fc.constant('*')),
  as: fc.constant('local'),
  typeOnly: fc.boolean(),
});
const passed: fc.Arbitrary<CarriedName> = fc.oneof(
  fc.record({ imported: fc.oneof({ weight: 4, arbitrary: name }, fc.constant('*')), as: name, typeOnly: fc.boolean() }),
  fc.constant({ imported: '*', as: '*', typeOnly: false }),
);

function dependency(syntax: DependencySyntax, names: fc.Arbitrary<CarriedName[]>): fc.Arbitrary<Dependency> {
  return fc.tuple(file, names, fc.integer({ min: 1, max: 9 })).map(([path, carried, line]) => ({
    specifier: `./${path}`,
    syntax,
    typeOnly: carried.length > 0 && carried.every(({ typeOnly }) => typeOnly),
    names: carried,
    start: 0,
    end: 1,
    line,
    target: { kind: 'file', path },
  }));
}

const anyDependency = fc.oneof(
  dependency('import', fc.array(imported, { maxLength: 2 })),
  dependency('export', fc.array(passed, { maxLength: 2 })),
);

const ownExports: fc.Arbitrary<ExportedName[]> = fc.uniqueArray(
  fc.record({
    name,
    typeOnly: fc.boolean(),
    abstract: fc.constant(false),
    start: fc.constant(0),
    line: fc.integer({ min: 1, max: 9 }),
  }),
  { selector: (exported) => exported.name, maxLength: 3 },
);

/** Small workspaces full of barrels, renamings, circles and files that do not tell what they export. */
export const anyView: fc.Arbitrary<GraphView> = fc
  .tuple(
    ...FILES.map(
      (path): fc.Arbitrary<GraphFile> =>
        fc.record({
          path: fc.constant(path),
          bytes: fc.constant(1),
          lines: fc.constant(1),
          test: fc.constant(path >= 'e'),
          exports: ownExports,
          dependencies: fc.array(anyDependency, { maxLength: 3 }),
          problems: fc.constant([]),
        }),
    ),
  )
  .map((files) => GraphView.of(files.map(withoutDuplicates)));

/** No module offers a name twice. */
function withoutDuplicates(file: GraphFile): GraphFile {
  const offered = new Set(file.exports.map((exported) => exported.name));
  const isNew = ({ as }: CarriedName) => as === '*' || (!offered.has(as) && offered.add(as));
  const dependencies = file.dependencies.map((each) =>
    each.syntax === 'export' ? { ...each, names: each.names.filter(isNew) } : each,
  );
  return { ...file, dependencies };
}

/** Every name that a file writes down as exported. */
export function writtenExports({ exports, dependencies }: GraphFile): string[] {
  const passedOn = dependencies
    .filter(({ syntax }) => syntax === 'export')
    .flatMap(({ names }) => names.map(({ as }) => as))
    .filter((as) => as !== '*');
  return [...new Set([...exports.map((exported) => exported.name), ...passedOn])];
}
