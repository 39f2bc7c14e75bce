import { posix } from 'node:path';
import type { DependencyTarget } from '#protocol';
import { compiled } from '../../../src/graph/extract/analyse.ts';
import { extractModule } from '../../../src/graph/extract/extract.ts';
import { isTestFile } from '../../../src/graph/extract/language.ts';
import { GraphView } from '../../../src/graph/model/view.ts';

/** The graph of some source texts by path: really extracted, relative specifiers resolved, all others packages. */
export function viewOf(sources: Readonly<Record<string, string>>): GraphView {
  return GraphView.of(
    Object.entries(sources).map(([path, text]) => {
      const { references, exports, lines } = extractModule(path, text);
      const dependencies = references.map((reference) => ({
        ...compiled(reference, path, { elidesImports: () => true }),
        target: targetOf(path, reference.specifier, sources),
      }));
      return { path, bytes: text.length, lines, test: isTestFile(path), exports, dependencies, problems: [] };
    }),
  );
}

function targetOf(from: string, specifier: string, sources: Readonly<Record<string, string>>): DependencyTarget {
  if (!specifier.startsWith('.')) return { kind: 'package', name: specifier };
  const path = posix.join(posix.dirname(from), specifier);
  const found = [path, `${path}.ts`, `${path}/index.ts`].find((candidate) => candidate in sources);
  return found === undefined ? { kind: 'unresolved', reason: 'Cannot find it.' } : { kind: 'file', path: found };
}
