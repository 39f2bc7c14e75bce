import { existsSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { ToolwrightError } from '#base';
import { capabilitiesFolder } from '#protocol';
import { ancestors, workspaceOf, workspaceRoot } from './paths.ts';

/** A capability of the workspace, or the absolute folder of one that lies elsewhere. */
export type Target = { readonly name: string } | { readonly folder: string };

/**
 * The workspace whose capabilities, policy and journal are meant: the given one, or the nearest; within that, as in a
 * package of a repository, the folder with capabilities in it that is nearest to the current one.
 */
export function capabilityWorkspace(root: string | undefined): string {
  if (root !== undefined) return workspaceRoot(root);
  const here = resolve('.');
  // A capability's own package.json makes no workspace of its folder: what is above `.toolwright` is meant.
  const inside = here.indexOf(`${sep}.toolwright${sep}`);
  const from = inside === -1 ? here : here.slice(0, inside);
  const workspace = workspaceOf(from);
  const within = ancestors(from).filter((folder) => folder.length >= workspace.length);
  return within.find((folder) => existsSync(join(folder, capabilitiesFolder))) ?? workspace;
}

/** The same, where arguments name it: by the path of a capability in it. */
export function workspaceOfTargets(targets: readonly string[], root: string | undefined): string {
  if (root !== undefined) return workspaceRoot(root);
  for (const path of targets.filter(isPath).map((target) => resolve(target))) {
    const inside = `${path}${sep}`.indexOf(`${sep}${capabilitiesFolder.replaceAll('/', sep)}${sep}`);
    if (inside !== -1) return path.slice(0, inside);
  }
  return capabilityWorkspace(undefined);
}

/** What an argument names: a capability, its folder, or a file in it. @throws ToolwrightError `not-a-capability` */
export function targetOf(argument: string, root: string): Target {
  if (!isPath(argument)) return { name: argument };
  const path = resolve(argument);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) {
    throw new ToolwrightError('not-a-capability', `There is no file or folder ${argument}.`, {
      hint: 'Name a capability, or the path of its folder.',
    });
  }
  const below = relative(root, path).replaceAll(sep, '/');
  const name = inCapabilities.exec(below)?.[1];
  if (name !== undefined) return { name };
  return { folder: (stats.isDirectory() ? path : dirname(path)).replaceAll(sep, '/') };
}

const inCapabilities = /^\.toolwright\/capabilities\/((?:@[^/]+\/)?[^/@][^/]*)/;

/** `@team/name` is a name. */
function isPath(argument: string): boolean {
  if (argument.startsWith('@')) return false;
  return argument.startsWith('.') || isAbsolute(argument) || argument.includes('/') || argument.includes(sep);
}
