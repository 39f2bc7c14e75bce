import { join, resolve } from 'node:path/posix';
import { createFilesMatcher, parseTsconfig, type TsConfigResult } from 'get-tsconfig';
import { parse as parseJsonc } from 'jsonc-parser';
import * as v from 'valibot';
import { isRecord, messageOf, type Outcome, type Problem } from '#base';
import { cacheKey, mendTsConfig, type TsConfigCache, type TsConfigFault } from './mendTsConfig.ts';
import { readText, stampOf } from './readFiles.ts';

/** A field that is not as TypeScript wants it counts as absent, and a problem says so. */
const lenient = <T extends v.GenericSchema>(schema: T) => v.fallback(v.optional(schema), undefined);
const strict = <T extends v.GenericSchema>(schema: T) => v.nullish(schema);
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
      importsNotUsedAsValues: lenient(v.string()),
      moduleSuffixes: lenient(texts),
      outDir: lenient(v.string()),
      paths: lenient(v.record(v.string(), texts)),
      preserveValueImports: lenient(v.boolean()),
      rootDir: lenient(v.string()),
      rootDirs: lenient(texts),
      verbatimModuleSyntax: lenient(v.boolean()),
    }),
  ),
});

/** The same without forgiveness: whether anything is wrong at all. */
const strictSchema = v.object({
  files: strict(texts),
  include: strict(texts),
  exclude: strict(texts),
  references: strict(v.array(v.object({ path: v.string() }))),
  compilerOptions: strict(
    v.object({
      allowJs: strict(v.boolean()),
      baseUrl: strict(v.string()),
      customConditions: strict(texts),
      declarationDir: strict(v.string()),
      importsNotUsedAsValues: strict(v.string()),
      moduleSuffixes: strict(texts),
      outDir: strict(v.string()),
      paths: strict(v.record(v.string(), texts)),
      preserveValueImports: strict(v.boolean()),
      rootDir: strict(v.string()),
      rootDirs: strict(texts),
      verbatimModuleSyntax: strict(v.boolean()),
    }),
  ),
});

/** A tsconfig.json with its `extends` chain folded in; plain data. */
export interface TsConfig extends TsConfigResult {
  /** Projects it refers to, for files that they include and it does not. */
  readonly references: readonly TsConfigResult[];
}

/**
 * Reads tsconfig and jsconfig files. What is wrong with one, or with a link of its `extends` chain, is left out and told
 * in a problem; the rest counts.
 * @param paths relative to root
 * @returns the configs, and every file that had a say in them (absolute), `extends` chains included
 */
export function readTsConfigs(
  root: string,
  paths: readonly string[],
): Outcome<{ configs: TsConfig[]; consulted: string[] }> {
  const faults: TsConfigFault[] = [];
  const cache: TsConfigCache = new Map();
  const consulted = new Set<string>();
  const read = (path: string): TsConfigResult => {
    consulted.add(path);
    const config = readWhole(path, cache) ?? readMended(path, cache, consulted, faults);
    return { path, config: usable(path, config) };
  };
  const configs = paths.map((relative) => {
    const own = read(join(root, relative));
    const references: TsConfigResult[] = [];
    for (const { path } of own.config.references ?? []) {
      const target = referencePath(own.path, path);
      consulted.add(target);
      if (stampOf(target)) references.push(read(target));
      else faults.push({ path: own.path, message: `"references" names ${path}, where no tsconfig is` });
    }
    return { ...own, references };
  });
  for (const file of consultedFiles(cache)) consulted.add(file);
  return { value: { configs, consulted: [...consulted] }, problems: problemsOf(root, faults) };
}

/** Undefined when anything is wrong with it. */
function readWhole(path: string, cache: TsConfigCache): unknown {
  try {
    const text = readText(path);
    const own: unknown = parseJsonc(text, [], { allowTrailingComma: true });
    if (own !== undefined && !isRecord(own)) return undefined;
    // Without its byte order mark, and whatever its encoding.
    cache.set(cacheKey(path), text);
    const config = parseTsconfig(path, cache);
    return v.is(strictSchema, config) ? config : undefined;
  } catch {
    return undefined;
  }
}

function readMended(path: string, cache: TsConfigCache, consulted: Set<string>, faults: TsConfigFault[]): unknown {
  // What is left out depends on where the chain begins, so no other configuration may see it.
  const own: TsConfigCache = new Map(cache);
  const found = mendTsConfig(path, own, consulted);
  faults.push(...found);
  try {
    return parseTsconfig(path, own);
  } catch (error) {
    if (found.length === 0) faults.push({ path, message: messageOf(error) });
    return ownOptions(path);
  } finally {
    for (const file of consultedFiles(own)) consulted.add(file);
  }
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

/** Whether a file is left out of its project by `exclude`, and by those that the project refers to as well. */
export function isExcluded(config: TsConfig, absoluteFile: string): boolean {
  const projects: readonly TsConfigResult[] = [config, ...config.references];
  if (projects.some((project) => includes(project, absoluteFile))) return false;
  return projects.some((project) => includes(withoutExclude(project), absoluteFile));
}

const whole = new WeakMap<TsConfigResult, TsConfigResult>();

function withoutExclude(project: TsConfigResult): TsConfigResult {
  let known = whole.get(project);
  if (known === undefined) {
    known = { ...project, config: { ...project.config, exclude: [] } };
    whole.set(project, known);
  }
  return known;
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

/** A file that many extend is told of once. */
function problemsOf(root: string, faults: readonly TsConfigFault[]): Problem[] {
  const problems = new Map<string, Problem>();
  for (const { path, message } of faults) {
    problems.set(`${path}\0${message}`, {
      code: 'broken-tsconfig',
      severity: 'warning',
      message: `A part of the TypeScript configuration does not count: ${message}.`,
      hint: 'The rest of it counts. Mend it, or install the package that it names.',
      path: path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path,
    });
  }
  return [...problems.values()];
}
