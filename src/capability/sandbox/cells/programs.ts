import { execFile } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/** A program on the PATH. A folder that is not absolute would mean another one tomorrow. */
export function programOnPath(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder.startsWith('/'));
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
}

/** All that Linux reads to start a Node.js. */
export interface NodeFiles {
  readonly node: string;
  /** Shared libraries of Node and their loader, as paths that programs ask for. */
  readonly libraries: readonly string[];
}

/** Looks up what a Node.js consists of; throws when that is not known. */
export async function nodeFiles(node: string): Promise<NodeFiles> {
  const { stdout: linked } = await promisify(execFile)('ldd', [node]);
  const libraries = [...linked.matchAll(/(?:=> )?(\/\S+) \(0x/g)].map(([, path = '']) => path);
  const real = realpathSync(node);
  if (libraries.length === 0) throw new Error(`The libraries of ${real} are not known`);
  return { node: real, libraries };
}
