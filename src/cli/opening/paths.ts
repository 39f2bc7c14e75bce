import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { ToolwrightError } from '#base';

/** The folder to analyse, absolute. @throws ToolwrightError `no-such-folder`, `not-a-folder` */
export function analysedFolder(path: string): string {
  return presentFolder(path, {
    missing: 'Give the path of a folder with TypeScript or JavaScript files.',
    file: `Give the folder that it is in. Who depends on a source file: toolwright impact FILE`,
  });
}

/** The workspace that `--root` names, absolute. @throws ToolwrightError `no-such-folder`, `not-a-folder` */
export function workspaceRoot(path: string): string {
  return presentFolder(path, {
    missing: 'Give the folder of the workspace with --root.',
    file: 'Give the folder that it is in with --root.',
  });
}

function presentFolder(path: string, hints: { readonly missing: string; readonly file: string }): string {
  const folder = resolve(path);
  // An empty name is a variable of a script that is not set; it would be the current folder.
  const stats = path === '' ? undefined : statSync(folder, { throwIfNoEntry: false });
  const name = path === '' ? '""' : path;
  if (stats === undefined) {
    throw new ToolwrightError('no-such-folder', `Cannot analyse ${name}: there is no such folder.`, {
      hint: hints.missing,
    });
  }
  if (!stats.isDirectory()) {
    throw new ToolwrightError('not-a-folder', `Cannot analyse ${name}: it is not a folder.`, { hint: hints.file });
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
 * Whether the graph has such a file, the graph says: it knows near names.
 * @throws ToolwrightError `no-such-file`, `is-a-folder`, `outside-root`
 */
export function namedFile(name: string, root: string | undefined): NamedFile {
  const file = resolve(name);
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats?.isDirectory()) {
    throw new ToolwrightError('is-a-folder', `${name} is a folder, and a file is asked for.`, {
      hint: `Name one of its files. What a folder depends on, and what on it: toolwright metrics ${name}`,
    });
  }
  const folder = root === undefined ? workspaceOf(dirname(file)) : workspaceRoot(root);
  const path = below(folder, file) ?? below(withoutLinks(folder), withoutLinks(file));
  if (path !== undefined) return { root: folder, path };
  if (stats === undefined) {
    throw new ToolwrightError('no-such-file', `${name} does not exist.`, {
      hint: 'Paths are relative to the current folder.',
    });
  }
  throw new ToolwrightError('outside-root', `${name} is not below ${folder}.`, {
    hint: 'Give the folder of the workspace with --root.',
  });
}

/** The way from a folder down to a file, with `/`; undefined where it leads out. */
function below(folder: string, file: string): string | undefined {
  const path = relative(folder, file);
  return path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path) ? undefined : path.replaceAll(sep, '/');
}

/** A path whose folders are no symbolic links; what does not exist stays as it is. */
function withoutLinks(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(withoutLinks(above), basename(path));
  }
}

/** The nearest folder upwards that holds a whole workspace; else the nearest package; else the folder itself. */
export function workspaceOf(folder: string): string {
  const upwards = ancestors(folder);
  return upwards.find(isWorkspace) ?? upwards.find((above) => existsSync(join(above, 'package.json'))) ?? folder;
}

/** The folder, and all above it. */
export function ancestors(folder: string): string[] {
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
