import { extname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { isRecord } from '#base';
import { type Configuration, mergeConfigurations } from './mergeConfigurations.ts';

/** How the files of a workspace are read. */
export interface RulesReader {
  /** The path without symbolic links. @throws where there is no such file */
  realPath(path: string): string;
  /** A file as text. @throws where it cannot be read */
  readText(path: string): string;
}

/** To read the rules, this would have to be loaded: a program, a package, or a file from elsewhere. */
export class BeyondJson extends Error {
  /** What the rules extend; undefined for the rules file itself. */
  readonly base: string | undefined;

  constructor(base: string | undefined) {
    super();
    this.base = base;
  }
}

/**
 * Reads rules that are JSON, and extend nothing but JSON files of the workspace. Nothing of the workspace runs: what is
 * judged harmless here is also read here, from the same text, and no one else resolves its name again.
 * @param root the workspace folder, absolute
 * @param path of the rules file, relative to root
 * @param consulted gets every file that was asked for, absolute, also where there is none
 * @throws BeyondJson; Error where a file is missing, broken or extends itself
 */
export async function readJsonRules(
  root: string,
  path: string,
  reader: RulesReader,
  consulted: Set<string>,
): Promise<unknown> {
  const { default: json5 } = await import('json5');
  const top = reader.realPath(root);
  const visited = new Set<string>();

  const read = (wanted: string, base: string | undefined): unknown => {
    consulted.add(wanted);
    if (extname(wanted) !== '.json') throw new BeyondJson(base);
    const file = reader.realPath(wanted);
    if (extname(file) !== '.json' || !isInside(top, file)) throw new BeyondJson(base);
    // Like dependency-cruiser, which takes a file that two others extend for a circle, too.
    if (visited.has(file)) throw new Error(`${[...visited, file].join(' -> ')} is circular`);
    visited.add(file);
    const configuration: unknown = json5.parse(reader.readText(file));
    if (!isRecord(configuration) || !configuration.extends) return configuration;
    return extended(configuration, join(file, '..'));
  };

  const extended = ({ extends: bases, ...own }: Configuration, folder: string): Configuration => {
    let merged: Configuration = own;
    for (const base of Array.isArray(bases) ? bases : [bases]) {
      if (!isPlainPath(base)) throw new BeyondJson(typeof base === 'string' ? base : JSON.stringify(base));
      const below = read(resolve(folder, base), base);
      merged = mergeConfigurations(merged, isRecord(below) ? below : {});
    }
    return merged;
  };

  return read(join(root, path), undefined);
}

/** A path and nothing else: not a package, and without the marks by which resolvers tell queries and loaders. */
function isPlainPath(base: unknown): base is string {
  return typeof base === 'string' && (/^\.{1,2}[\\/]/.test(base) || isAbsolute(base)) && !/[?#!\0]/.test(base);
}

function isInside(folder: string, file: string): boolean {
  const way = relative(folder, file);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
