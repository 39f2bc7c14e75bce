import type { DependencyType } from 'dependency-cruiser';
import * as v from 'valibot';

/** The rules part of a dependency-cruiser configuration, as strict as dependency-cruiser's own schema. */

const dependencyTypes = [
  'aliased',
  'aliased-subpath-import',
  'aliased-tsconfig',
  'aliased-tsconfig-base-url',
  'aliased-tsconfig-paths',
  'aliased-webpack',
  'aliased-workspace',
  'amd-define',
  'amd-exotic-require',
  'amd-require',
  'core',
  'deprecated',
  'dynamic-import',
  'exotic-require',
  'export',
  'import',
  'import-equals',
  'jsdoc',
  'jsdoc-bracket-import',
  'jsdoc-import-tag',
  'local',
  'localmodule',
  'npm',
  'npm-bundled',
  'npm-dev',
  'npm-no-pkg',
  'npm-optional',
  'npm-peer',
  'npm-unknown',
  'pre-compilation-only',
  'process-get-builtin-module',
  'require',
  'triple-slash-amd-dependency',
  'triple-slash-directive',
  'triple-slash-file-reference',
  'triple-slash-type-reference',
  'type-import',
  'type-only',
  'undetermined',
  'unknown',
] as const satisfies readonly DependencyType[];

const pattern = v.optional(v.union([v.string(), v.array(v.string())]));
export const dependencyTypeSchema = v.picklist(dependencyTypes);
const types = v.optional(v.array(dependencyTypeSchema));
const flag = v.optional(v.boolean());
const count = v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100)));

const path = { path: pattern, pathNot: pattern };
const via = v.optional(
  v.union([
    v.string(),
    v.array(v.string()),
    v.strictObject({ ...path, dependencyTypes: types, dependencyTypesNot: types }),
  ]),
);
const to = v.strictObject({
  ...path,
  couldNotResolve: flag,
  circular: flag,
  via,
  viaOnly: via,
  viaNot: pattern,
  viaSomeNot: pattern,
  dynamic: flag,
  exoticallyRequired: flag,
  exoticRequire: pattern,
  exoticRequireNot: pattern,
  preCompilationOnly: flag,
  dependencyTypes: types,
  dependencyTypesNot: types,
  moreThanOneDependencyType: flag,
  license: pattern,
  licenseNot: pattern,
  moreUnstable: flag,
  ancestor: flag,
});

const severity = v.optional(v.picklist(['error', 'warn', 'info', 'ignore']));
const common = { comment: v.optional(v.string()), scope: v.optional(v.picklist(['module', 'folder'])) };
const named = { ...common, name: v.optional(v.string()), severity };

const from = v.strictObject({ ...path, orphan: flag });
const reached = v.strictObject({ ...path, reachable: v.boolean() });
const anywhere = v.strictObject(path);

export const schemas = {
  dependency: v.strictObject({ ...named, from, to }),
  reachability: v.strictObject({ ...named, from: anywhere, to: reached }),
  dependents: v.strictObject({
    ...named,
    module: v.strictObject({ ...path, numberOfDependentsLessThan: count, numberOfDependentsMoreThan: count }),
    from: anywhere,
  }),
  required: v.strictObject({
    ...named,
    module: anywhere,
    to: v.strictObject({ path: pattern, reachable: flag }),
  }),
  allowedDependency: v.strictObject({ ...common, from, to }),
  allowedReachability: v.strictObject({ ...common, from: anywhere, to: reached }),
};

const rules = v.optional(v.array(v.unknown()), []);

/** The frame of a configuration; each rule is read by itself, so that one bad rule does not take the others with it. */
export const configurationSchema = v.strictObject({
  $schema: v.optional(v.string()),
  forbidden: rules,
  allowed: rules,
  allowedSeverity: severity,
  required: rules,
  options: v.optional(v.looseObject({}), {}),
});

export type ToInput = v.InferOutput<typeof to>;
export type ViaInput = v.InferOutput<typeof via>;
