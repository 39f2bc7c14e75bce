import { join, resolve } from 'node:path/posix';
import { createFilesMatcher, parseTsconfig, type TsConfigResult } from 'get-tsconfig';
import { parse as parseJsonc } from 'jsonc-parser';
import * as v from 'valibot';
import { messageOf, type Outcome, type Problem } from '#base';
import { readText } from './readFiles.ts';

/** A field that is not as TypeScript wants it counts as absent: TypeScript itself tells the user. */
const lenient = <T extends v.GenericSchema>(schema: T) => v.fallback(v.optional(schema), undefined);
const texts = v.array(v.string());
const configSchema = v.object({
  files: lenient(texts),
  include: lenient(texts),
  exclude: lenient(texts),
  references: lenient(v.array(v.object({ path: v.string() }))),
  compilerOptions: lenient(
    v.object({
      allowJs: lenient(v.boolean()),
      baseUrl: lenient(v.string()),
      customConditions: lenient(texts),
      declarationDir: lenient(v.string()),
      moduleSuffixes: lenient(texts),
      outDir: lenient(v.string()),
      paths: lenient(v.record(v.string(), texts)),
      rootDir: lenient(v.string()),
      rootDirs: lenient(texts),
    }),
  ),
});

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
      return { path, config: usable(path, parseTsconfig(path, cache)) };
    } catch (error) {
      problems.push(broken(root, path, error));
      return { path, config: usable(path, ownOptions(path)) };
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

/** What can be used of a configuration, as plain data: `paths` become absolute, whatever file they were written in. */
function usable(path: string, config: unknown): TsConfigResult['config'] {
  const parsed = v.safeParse(configSchema, config);
  if (!parsed.success) return {};
  const { compilerOptions: options, ...rest } = parsed.output;
  const paths =
    options?.paths && absolutePaths(options.paths, join(path, '..', options.baseUrl ?? ''), inheritedBase(config));
  return definedOnly({ ...rest, compilerOptions: definedOnly({ ...options, paths }) });
}

function absolutePaths(
  paths: Record<string, string[]>,
  own: string,
  inherited: string | undefined,
): Record<string, string[]> {
  const base = inherited ?? own;
  const single = (pattern: string) => pattern.split('*').length <= 2;
  const entries = Object.entries(paths).filter(([pattern, targets]) => single(pattern) && targets.every(single));
  return Object.fromEntries(
    entries.map(([pattern, targets]) => [pattern, targets.map((target) => resolve(base, target))]),
  );
}

/** get-tsconfig remembers under a symbol which folder inherited `paths` without a `baseUrl` are relative to. */
function inheritedBase(config: unknown): string | undefined {
  const options = (config as { compilerOptions?: Record<symbol, unknown> }).compilerOptions ?? {};
  const symbol = Object.getOwnPropertySymbols(options).find(({ description }) => description === 'implicitBaseUrl');
  const base = symbol && options[symbol];
  return typeof base === 'string' ? base : undefined;
}

/** Absent, not undefined: the result is compared, copied and written as JSON. */
function definedOnly(object: object): object {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

function ownOptions(path: string): unknown {
  try {
    return parseJsonc(readText(path), [], { allowTrailingComma: true });
  } catch {
    return undefined;
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
