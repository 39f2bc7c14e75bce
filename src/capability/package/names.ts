/** Where capabilities are, relative to the workspace folder. */
export const capabilitiesFolder = '.toolwright/capabilities';

/** The files of a capability, in the order in which they are written: without the last one nothing is there. */
export const packageFiles = ['index.ts', 'examples.json', 'package.json'] as const;
export type PackageFile = (typeof packageFiles)[number];

/** As in the published schema; it cannot lead out of a folder, nor is it one that systems treat apart. */
const nameForm = /^(?:@[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?\/)?[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/;
const reserved = /^(?:node_modules|favicon\.ico|con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/;

/** Whether a capability may be called so: as in npm, in small letters. */
export function isCapabilityName(name: string): boolean {
  return name.length <= 214 && nameForm.test(name) && !name.split('/').some((part) => reserved.test(part));
}

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
