import { join } from 'node:path/posix';
import { createFilesMatcher, parseTsconfig, type TsConfigResult } from 'get-tsconfig';
import { parse as parseJsonc } from 'jsonc-parser';
import { messageOf, type Outcome, type Problem } from '#base';
import { readText } from './readFiles.ts';

/** A tsconfig.json with its `extends` chain folded in; plain data. */
export interface TsConfig extends TsConfigResult {
  /** Projects it refers to, for files that they include and it does not. */
  readonly references: readonly TsConfigResult[];
}

/**
 * Reads tsconfig and jsconfig files. One with a broken `extends` chain counts with what it says itself, and a problem
 * says what is broken.
 * @param paths relative to root
 * @returns the configs, and every file that had a say in them (absolute), `extends` chains included
 */
export function readTsConfigs(
  root: string,
  paths: readonly string[],
): Outcome<{ configs: TsConfig[]; consulted: string[] }> {
  const problems: Problem[] = [];
  const cache = new Map<string, string>();
  const read = (path: string): TsConfigResult => {
    try {
      return { path, config: parseTsconfig(path, cache) };
    } catch (error) {
      problems.push(broken(root, path, error));
      return { path, config: ownOptions(path) };
    }
  };
  const configs = paths.map((relative) => {
    const own = read(join(root, relative));
    const references = (own.config.references ?? []).map(({ path }) => read(referencePath(own.path, path)));
    return { ...own, references };
  });
  return { value: { configs, consulted: consultedFiles(cache) }, problems };
}

/** get-tsconfig's cache has a key for each question to the disk: `readFileSync:/a/tsconfig.json:utf8`. */
function consultedFiles(cache: ReadonlyMap<string, string>): string[] {
  const files = new Set<string>();
  for (const key of cache.keys()) {
    const path = /^\w+:(.+?)(?::utf8)?$/.exec(key)?.[1];
    if (path !== undefined) files.add(path);
  }
  return [...files];
}

/** The project that a file belongs to: the config itself, or the first of its references that includes the file. */
export function configFor(config: TsConfig, absoluteFile: string): TsConfigResult {
  if (config.references.length === 0 || includes(config, absoluteFile)) return config;
  return config.references.find((reference) => includes(reference, absoluteFile)) ?? config;
}

const matchers = new WeakMap<TsConfigResult, (file: string) => unknown>();

function includes(config: TsConfigResult, absoluteFile: string): boolean {
  let matches = matchers.get(config);
  if (!matches) {
    matches = createFilesMatcher(config);
    matchers.set(config, matches);
  }
  return matches(absoluteFile) !== undefined;
}

function referencePath(from: string, reference: string): string {
  const target = join(from, '..', reference);
  return target.endsWith('.json') ? target : join(target, 'tsconfig.json');
}

function ownOptions(path: string): TsConfigResult['config'] {
  try {
    const { extends: _, ...own } = parseJsonc(readText(path), [], { allowTrailingComma: true }) ?? {};
    return own;
  } catch {
    return {};
  }
}

function broken(root: string, path: string, error: unknown): Problem {
  return {
    code: 'broken-tsconfig',
    severity: 'warning',
    message: `The TypeScript configuration could not be read whole: ${messageOf(error)}`,
    hint: 'Its own options count; what it extends does not. Mend "extends", or install the package that it names.',
    path: path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path,
  };
}
