import { join } from 'node:path/posix';
import type { GraphFile } from '#protocol';
import { stampOf } from '#workspace';
import { isTestFile } from '../extract/language.ts';

/**
 * Leaves are files that something imports and that are not read themselves: JSON, styles, pictures, files that git
 * ignores, files outside of the workspace folder. They come and go with the imports that lead to them.
 */
export function leafFiles(
  root: string,
  files: Iterable<GraphFile>,
  sources: ReadonlyMap<string, unknown>,
): GraphFile[] {
  const paths = new Set<string>();
  for (const file of files) {
    for (const path of leavesOf(file, sources)) paths.add(path);
  }
  return Array.from(paths, (path) => ({
    path,
    bytes: stampOf(join(root, path))?.size ?? 0,
    lines: 0,
    test: isTestFile(path),
    exports: [],
    dependencies: [],
    problems: [],
  }));
}

/** Whether the step from one state of a file to the next can make a leaf come or go. */
export function movesLeaves(
  before: GraphFile | undefined,
  after: GraphFile,
  sources: ReadonlyMap<string, unknown>,
): boolean {
  return [before, after].some((file) => file && !leavesOf(file, sources).next().done);
}

function* leavesOf(file: GraphFile, sources: ReadonlyMap<string, unknown>): Generator<string> {
  for (const { target } of file.dependencies) {
    if (target.kind === 'file' && !sources.has(target.path)) yield target.path;
  }
}
