/** Paths as the graph has them: relative to the workspace folder, with `/`, `''` for that folder itself. */

/** Everything before the last part of a path; `''` at the top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The folder that a folder is in; undefined at the top. */
export function parentOf(folder: string): string | undefined {
  return folder === '' ? undefined : folderOf(folder);
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
