import { capabilitiesFolder } from '#protocol';

/** The files of a capability, in the order in which they are written: without the last one nothing is there. */
export const packageFiles = ['index.ts', 'examples.json', 'package.json'] as const;
export type PackageFile = (typeof packageFiles)[number];

/** The folder of a capability, relative to the workspace folder. */
export function folderFor(name: string): string {
  return `${capabilitiesFolder}/${name}`;
}

/**
 * The capability that a file belongs to, by where the file is: the first folder below, or the first two where that
 * one is a scope. Undefined where it is no file of a package.
 * @param path relative to {@link capabilitiesFolder}
 */
export function nameFromPath(path: string): string | undefined {
  const parts = path.split('/');
  const name = parts.splice(0, parts[0]?.startsWith('@') ? 2 : 1).join('/');
  return parts.length > 0 ? name : undefined;
}
