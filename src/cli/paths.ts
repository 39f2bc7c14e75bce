import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { ToolwrightError } from '#base';

/** The folder to analyse, absolute. @throws ToolwrightError `no-such-folder`, `not-a-folder` */
export function analysedFolder(path: string): string {
  const folder = resolve(path);
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (stats === undefined) {
    throw new ToolwrightError('no-such-folder', `Cannot analyse ${path}: there is no such folder.`, {
      hint: 'Give the path of a folder with TypeScript or JavaScript files.',
    });
  }
  if (!stats.isDirectory()) {
    throw new ToolwrightError('not-a-folder', `Cannot analyse ${path}: it is not a folder.`, {
      hint: `Give the folder that it is in, or ask for one file: toolwright impact ${path}`,
    });
  }
  return folder;
}

/** A file of a workspace, as the user named it. */
export interface NamedFile {
  readonly root: string;
  /** Relative to the root, with `/`. */
  readonly path: string;
}

/**
 * A file and the workspace it belongs to: the given root, or the nearest folder above the file that is a workspace.
 * Whether there is such a file, the graph says: it knows near names.
 * @throws ToolwrightError `outside-root`
 */
export function namedFile(name: string, root: string | undefined): NamedFile {
  const file = resolve(name);
  const folder = root === undefined ? workspaceOf(dirname(file)) : analysedFolder(root);
  const path = relative(folder, file);
  if (path.startsWith('..') || isAbsolute(path)) {
    throw new ToolwrightError('outside-root', `${name} is not below ${folder}.`, {
      hint: 'Give the folder of the workspace with --root.',
    });
  }
  return { root: folder, path: path.replaceAll(sep, '/') };
}

/** The nearest folder upwards that holds a whole workspace; else the nearest package; else the folder itself. */
export function workspaceOf(folder: string): string {
  const upwards = ancestors(folder);
  return upwards.find(isWorkspace) ?? upwards.find((above) => existsSync(join(above, 'package.json'))) ?? folder;
}

function ancestors(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...ancestors(above)];
}

function isWorkspace(folder: string): boolean {
  return ['.git', 'pnpm-workspace.yaml'].some((name) => existsSync(join(folder, name))) || hasWorkspaces(folder);
}

/** Broken manifests are told of by the scan; here they only don't count. */
function hasWorkspaces(folder: string): boolean {
  try {
    return 'workspaces' in JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  } catch {
    return false;
  }
}

/** Makes paths of the graph into paths that a terminal can open: relative to the current folder. */
export function shownFrom(root: string): (path: string) => string {
  const here = process.cwd();
  return (path) => (root === here ? path : relative(here, join(root, path)));
}
