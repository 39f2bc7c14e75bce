import * as v from 'valibot';
import type { Outcome, Problem } from '#base';
import { compilePattern, PatternError } from './pattern.ts';
import type { GraphOptions } from './ruleSet.ts';
import { dependencyTypeSchema } from './schema.ts';

const pattern = v.union([v.string(), v.array(v.string())]);
const optionsSchema = v.looseObject({
  exclude: v.optional(
    v.union([pattern, v.strictObject({ path: v.optional(pattern), dynamic: v.optional(v.boolean()) })]),
  ),
  includeOnly: v.optional(v.union([pattern, v.strictObject({ path: v.optional(pattern) })])),
  doNotFollow: v.optional(
    v.union([
      pattern,
      v.strictObject({ path: v.optional(pattern), dependencyTypes: v.optional(v.array(dependencyTypeSchema)) }),
    ]),
  ),
  tsPreCompilationDeps: v.optional(v.union([v.boolean(), v.literal('specify')])),
  moduleSystems: v.optional(v.array(v.picklist(['cjs', 'es6', 'amd', 'tsd']))),
  combinedDependencies: v.optional(v.boolean()),
});

/** Options that change what dependency-cruiser finds, but not what this graph holds. */
const notHonoured = [
  'focus',
  'maxDepth',
  'exoticRequireStrings',
  'extraExtensionsToScan',
  'builtInModules',
  'webpackConfig',
  'babelConfig',
  'preserveSymlinks',
  'detectJSDocImports',
  'detectProcessBuiltinModuleCalls',
];

const noOptions: GraphOptions = {
  exclude: undefined,
  excludeDynamic: undefined,
  includeOnly: undefined,
  doNotFollow: undefined,
  doNotFollowTypes: [],
  preCompilation: 'ignored',
  moduleSystems: ['es6', 'cjs', 'tsd', 'amd'],
  combinedDependencies: false,
};

/** Reads the options that matter for rules. Options that are not as they should be count as not given. */
export function compileOptions(options: unknown): Outcome<GraphOptions> {
  const parsed = v.safeParse(optionsSchema, options);
  if (!parsed.success) {
    const place = v.getDotPath(parsed.issues[0]);
    return {
      value: noOptions,
      problems: [invalid(`options${place ? `.${place}` : ''} is not as dependency-cruiser wants it`)],
    };
  }
  const given = parsed.output;
  const ignored = notHonoured.filter((name) => isGiven(given[name]));
  const problems: Problem[] =
    ignored.length === 0
      ? []
      : [
          {
            code: 'rules-option-ignored',
            severity: 'info',
            message: `Options of the rules that do not change this graph: ${ignored.join(', ')}.`,
            hint: 'Check the rules with dependency-cruiser itself where these options matter.',
          },
        ];
  try {
    const exclude = asObject(given.exclude);
    const doNotFollow = asObject(given.doNotFollow);
    const value: GraphOptions = {
      exclude: compilePattern(exclude.path)?.regexp,
      excludeDynamic: exclude.dynamic,
      includeOnly: compilePattern(asObject(given.includeOnly).path)?.regexp,
      doNotFollow: compilePattern(doNotFollow.path)?.regexp,
      doNotFollowTypes: doNotFollow.dependencyTypes ?? [],
      preCompilation:
        given.tsPreCompilationDeps === 'specify' ? 'marked' : given.tsPreCompilationDeps ? 'kept' : 'ignored',
      moduleSystems: given.moduleSystems ?? noOptions.moduleSystems,
      combinedDependencies: given.combinedDependencies ?? false,
    };
    return { value, problems };
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    return { value: noOptions, problems: [...problems, invalid(`in the options ${error.message}`)] };
  }
}

function isGiven(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function asObject<T extends object>(
  value: string | string[] | T | undefined,
): Partial<T> & { path?: string | string[] | undefined } {
  if (value === undefined) return {} as Partial<T>;
  return typeof value === 'string' || Array.isArray(value)
    ? ({ path: value } as Partial<T> & { path: string | string[] })
    : value;
}

function invalid(reason: string): Problem {
  return {
    code: 'rules-invalid',
    severity: 'error',
    message: `The options of the rules cannot be used: ${reason}.`,
    hint: "They are described in dependency-cruiser's options reference.",
  };
}
