import { silentLogger } from '#base';
import { createGraphSession } from '#engine/local';
import type { Dependency } from '#protocol';
import type { CruisedDependency, CruiseResult } from './cruiseResult.ts';

// Prints the graph of a folder in the form that edges are compared in. An export of the command line would not do:
// it leaves out what the code base's own rules exclude.

const session = createGraphSession({ root: process.argv[2] ?? '.', trusted: false, logger: silentLogger });
await session.scan({ fresh: true });
const modules: CruiseResult['modules'][number][] = [];
for (const path of await session.files()) {
  const { dependencies } = await session.file(path);
  modules.push({ source: path, dependencies: dependencies.map(cruised) });
}
process.stdout.write(JSON.stringify({ modules } satisfies CruiseResult));
await session.dispose();

function cruised({ specifier, target, syntax, typeOnly }: Dependency): CruisedDependency {
  return {
    module: specifier,
    resolved: target.kind === 'file' ? target.path : specifier,
    couldNotResolve: target.kind === 'unresolved',
    dependencyTypes: typeOnly ? [syntax, 'type-only'] : [syntax],
  };
}
