import { extname, isAbsolute, join } from 'node:path';
import type { ICruiseOptions, ICruiseResult, IViolation } from 'dependency-cruiser';
import { folderOf, messageOf, type Outcome, type Problem } from '#base';
import type { Violation } from '#protocol';
import { compileRules } from './config/compileRules.ts';
import type { RuleHead, RuleSet } from './config/ruleSet.ts';
import { distinctAndSorted, makeViolation, toViolation } from './evaluate/violation.ts';
import { startsHere } from './modules/toModules.ts';

export interface CruiseInput {
  /** The workspace folder, absolute. */
  readonly root: string;
  /** The files of the graph, relative to root: dependency-cruiser begins with those of them that it can read. */
  readonly files: readonly string[];
  /** As `loadRules` gives it, or the default rules. */
  readonly configuration: unknown;
  /** The tsconfig.json where the configuration names none, relative to root. */
  readonly tsConfig?: string | undefined;
}

/**
 * dependency-cruiser's own word on the rules: it reads and resolves everything itself, which takes its time. As in
 * Toolwright's graph, packages are leaves, whatever the configuration says. The configuration is data here (a program
 * that makes it was run by `loadRules`, in trusted workspaces alone), and options by which dependency-cruiser would load
 * code are left out: webpack and Babel configurations, reporters.
 * @returns undefined where dependency-cruiser stopped, and the problem says why
 */
export async function cruiseByDependencyCruiser(
  input: CruiseInput,
): Promise<Outcome<readonly Violation[] | undefined>> {
  const { value: rules, problems } = compileRules(input.configuration);
  const { tsConfig: configured, ...given } = optionsOf(input.configuration);
  const tsConfig = await readTsConfig(input, configured && (configured.fileName ?? 'tsconfig.json'));
  const told = [...problems, ...tsConfig.problems];
  try {
    const { allExtensions, cruise } = await import('dependency-cruiser');
    const options: ICruiseOptions = {
      ...given,
      ...(tsConfig.value ? { tsConfig: { fileName: tsConfig.value.path } } : {}),
      baseDir: input.root,
      doNotFollow: withPackages(given.doNotFollow),
      ruleSet: rules.used,
      validate: true,
    };
    const readable = new Set(allExtensions.filter(({ available }) => available).map(({ extension }) => extension));
    const files = input.files.filter((path) => readable.has(extname(path)));
    const { output } = await cruise(startingPoints(files, rules), options, undefined, {
      tsConfig: tsConfig.value?.parsed,
    });
    return { value: asViolations((output as ICruiseResult).summary.violations, rules), problems: told };
  } catch (error) {
    return { value: undefined, problems: [...told, failed(error)] };
  }
}

/** Options that say what is read and how. Others belong to a run of the command line, and `outputType` can name a program. */
const honoured: readonly (keyof ICruiseOptions)[] = [
  'builtInModules',
  'combinedDependencies',
  'detectJSDocImports',
  'detectProcessBuiltinModuleCalls',
  'doNotFollow',
  'enhancedResolveOptions',
  'exclude',
  'exoticRequireStrings',
  'externalModuleResolutionStrategy',
  'extraExtensionsToScan',
  'focus',
  'includeOnly',
  'maxDepth',
  'moduleSystems',
  'parser',
  'preserveSymlinks',
  'skipAnalysisNotInRules',
  'tsConfig',
  'tsPreCompilationDeps',
];

function optionsOf(configuration: unknown): ICruiseOptions {
  const options = (configuration as { options?: ICruiseOptions } | undefined)?.options ?? {};
  return Object.fromEntries(honoured.flatMap((name) => (name in options ? [[name, options[name]]] : [])));
}

async function readTsConfig({ root, tsConfig }: CruiseInput, configured: string | undefined) {
  const name = configured ?? tsConfig;
  if (name === undefined) return { value: undefined, problems: [] };
  const path = isAbsolute(name) ? name : join(root, name);
  try {
    const { default: extract } = await import('dependency-cruiser/config-utl/extract-ts-config');
    return { value: { path, parsed: extract(path) }, problems: [] };
  } catch (error) {
    const problem: Problem = {
      code: 'cruise-tsconfig',
      severity: 'warning',
      message: `dependency-cruiser cannot use the tsconfig: ${oneLine(messageOf(error))}`,
      hint: 'It went on without; imports by tsconfig paths count as unresolved.',
      path: name,
    };
    return { value: undefined, problems: [problem] };
  }
}

function withPackages(doNotFollow: ICruiseOptions['doNotFollow']): { path: string[] } {
  const given = typeof doNotFollow === 'string' || Array.isArray(doNotFollow) ? { path: doNotFollow } : doNotFollow;
  return { ...given, path: [given?.path ?? [], '(^|/)node_modules/'].flat() };
}

/**
 * The files to begin with. Names that dependency-cruiser would take for glob patterns cannot be told to it; the
 * nearest folder with a plain name is, and everything in it counts.
 */
function startingPoints(files: readonly string[], { options }: RuleSet): string[] {
  const points = files.filter(startsHere(options)).map((path) => {
    let point = path;
    while (/[*?[\]{}()!]/.test(point)) point = folderOf(point);
    return point || '.';
  });
  return [...new Set(points)];
}

/** The same identities and texts as for violations that Toolwright finds. */
function asViolations(violations: readonly IViolation[], rules: RuleSet): Violation[] {
  const comments = new Map(
    [...(rules.used.forbidden ?? []), ...(rules.used.required ?? [])].map(({ name, comment }) => [name, comment]),
  );
  const made = violations.map(({ rule: { name, severity }, type = 'dependency', from, to, cycle, via }) => {
    const rule: RuleHead = {
      name,
      severity: severity === 'ignore' ? 'info' : severity,
      comment: comments.get(name),
    };
    return makeViolation({ type, rule, from, to, ...(cycle ? { cycle } : {}), ...(via ? { via } : {}) });
  });
  return distinctAndSorted(made).map(toViolation);
}

function failed(error: unknown): Problem {
  return {
    code: 'cruise-failed',
    severity: 'error',
    message: `dependency-cruiser stopped: ${oneLine(messageOf(error))}`,
    hint: 'It stops at the first file that it cannot parse.',
  };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
