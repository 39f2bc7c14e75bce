import { join } from 'node:path/posix';
import { exports as resolveExports, imports as resolveImports } from 'resolve.exports';
import type { PackageFolder } from '#workspace';

/** The workspace packages by name. A name that two packages share belongs to the first by path. */
export function membersByName(packages: readonly PackageFolder[]): ReadonlyMap<string, PackageFolder> {
  const byName = new Map<string, PackageFolder>();
  for (const folder of packages) {
    const { name } = folder.manifest;
    if (folder.member && name && !byName.has(name)) byName.set(name, folder);
  }
  return byName;
}

/** `@a/b/c` → `@a/b`; `a/b` → `a`. */
export function packageNameOf(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

/**
 * The files that a specifier of a workspace package may mean, best first, from its package.json alone: they may not be
 * built or linked yet. Relative to the workspace folder.
 */
export function memberEntries(member: PackageFolder, specifier: string, conditions: readonly string[]): string[] {
  const { manifest } = member;
  const inside = specifier.slice(manifest.name?.length ?? 0).replace(/^\//, '');
  const types = conditions.includes('types') ? manifest.types : undefined;
  const found: string[] = [];
  if (manifest.exports !== undefined) {
    found.push(...mapped(() => resolveExports(manifest as never, specifier, mapping(conditions))));
  }
  if (inside === '') {
    found.push(...[manifest.source, types, manifest.module, manifest.main].filter((entry) => entry !== undefined));
    found.push('src/index', 'index');
  } else found.push(inside, `src/${inside}`);
  return found.map((entry) => join(member.path, entry));
}

/** What `#name` may mean by the `imports` of a package.json: files of the package (`./…`), or names. */
export function subpathImportTargets(owner: PackageFolder, specifier: string, conditions: readonly string[]): string[] {
  return mapped(() => resolveImports(owner.manifest as never, specifier, mapping(conditions)));
}

function mapping(conditions: readonly string[]) {
  return { unsafe: true, conditions: [...conditions, 'default'] };
}

/** The library throws where there is no match. */
function mapped(resolve: () => unknown): string[] {
  try {
    const targets = resolve();
    return Array.isArray(targets) ? targets.filter((target) => typeof target === 'string') : [];
  } catch {
    return [];
  }
}
