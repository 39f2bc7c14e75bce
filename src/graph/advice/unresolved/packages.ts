import type { AdviceContext, Finding } from '../context.ts';
import { count } from '../words.ts';
import { findingOf, type Unresolved } from './finding.ts';
import { isNear } from './nearName.ts';

/** The packages that the workspace uses or declares. */
export function knownPackages({ view, options }: AdviceContext): ReadonlySet<string> {
  const known = new Set<string>();
  for (const { dependencies } of view.files) {
    for (const { target } of dependencies) if (target.kind === 'package') known.add(target.name);
  }
  for (const { manifest } of options.packages ?? []) {
    const { name, dependencies, devDependencies, peerDependencies, optionalDependencies } = manifest;
    if (name !== undefined) known.add(name);
    for (const listed of [dependencies, devDependencies, peerDependencies, optionalDependencies]) {
      for (const dependency of Object.keys(listed ?? {})) known.add(dependency);
    }
  }
  return known;
}

/** One piece of advice for a package that is missing everywhere; one a place where its name is mistyped. */
export function packageFindings(
  context: AdviceContext,
  name: string,
  uses: readonly Unresolved[],
  known: ReadonlySet<string>,
): Finding[] {
  const [first] = uses;
  if (first === undefined) return [];
  const near = known.has(name) ? [] : [...known].filter((other) => isNear(name, other));
  const [meant] = near;
  if (meant !== undefined && near.length === 1) {
    const why = `The package ${meant} is used in this workspace.`;
    return uses.map((use) =>
      findingOf(context, use, { specifier: meant + use.dependency.specifier.slice(name.length), why, safe: false }),
    );
  }
  if (known.has(name) || name.startsWith('#')) return uses.map((use) => findingOf(context, use, undefined));
  // The host provides it, as editors and test runners do: what can be installed are its types.
  if (known.has(`@types/${name.replace(/^@/, '').replace('/', '__')}`)) return [];
  const files = new Set(uses.map(({ file }) => file.path)).size;
  return [
    {
      advice: {
        id: `unresolved-import:package:${name}`,
        kind: 'unresolved-import',
        title: `Install ${name}`,
        detail: `Imported by ${count(files, 'file')}: ${first.reason}.`,
        path: first.file.path,
        line: first.dependency.line,
        saves: {},
      },
      weight: uses.every(({ file }) => file.test) ? 0 : files,
    },
  ];
}
