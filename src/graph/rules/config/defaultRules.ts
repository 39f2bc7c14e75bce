import type { IConfiguration, IForbiddenRuleType } from 'dependency-cruiser';

/** Tests as the graph knows them (see `isTestFile`), as patterns of rules. */
export const testPaths: readonly string[] = [
  '(^|/)(__tests__|tests?|specs?|e2e|cypress)/',
  '([.](tests?|specs?|e2e|cy)|[_-](test|spec|e2e))[.][^/]+$',
];

/** What is erased when TypeScript is compiled, and so cannot make a cycle at run time. */
const erased = ['type-only', 'type-import', 'pre-compilation-only'] as const;

/**
 * The rules that apply where a workspace has none of its own. They hold for most code bases; a rule is an error only
 * where something will break.
 */
export const defaultRules = {
  forbidden: [
    {
      name: 'no-circular-at-run-time',
      severity: 'warn',
      comment:
        'Modules in a cycle can only be loaded, tested and understood together, and which of them runs first depends ' +
        'on who is imported first. Move what they share into a module of its own, or make an import type-only: ' +
        'cycles that vanish with the types are not counted.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: [...erased] } },
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      comment: 'Nothing was found behind this import: it will fail when it is loaded or built.',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-non-package-json',
      severity: 'error',
      comment:
        'The package is in no package.json above, so it is only there by accident (another package depends on it) and ' +
        'may be gone, or another version, after the next install.',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'not-to-test',
      severity: 'warn',
      comment:
        'Production code that imports a test takes the test and its tools along when it is shipped. Move what both ' +
        'need out of the test.',
      from: { pathNot: [...testPaths] },
      to: { path: [...testPaths], dependencyTypes: ['local'] },
    },
    {
      name: 'not-to-dev-dependency',
      severity: 'info',
      comment:
        'Development dependencies are not installed where the package is used. Declare the package under ' +
        'dependencies, unless a bundler puts it into what is shipped.',
      from: { path: '(^|/)src/', pathNot: [...testPaths, '[.](stories|config)[.][^/]+$'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'type-import', 'npm', 'npm-peer'] },
    },
    {
      name: 'no-duplicate-dependency-types',
      severity: 'info',
      comment: 'The package is declared in two places of package.json; the versions will drift apart.',
      from: {},
      to: { moreThanOneDependencyType: true, dependencyTypesNot: ['type-only', 'npm-peer', 'npm-bundled'] },
    },
    {
      name: 'no-deprecated-core',
      severity: 'warn',
      comment: 'Node.js has deprecated this module; a coming version will be without it.',
      from: {},
      to: { dependencyTypes: ['core'], path: '^(punycode|domain|constants|sys|_linklist|_stream_wrap)$' },
    },
    {
      name: 'no-orphans',
      severity: 'info',
      comment:
        'It imports nothing and nothing imports it: probably left over. Entry points and configuration that tools ' +
        'find by name can be added to the exceptions.',
      from: {
        orphan: true,
        pathNot: [...testPaths, '(^|/)[.][^/]+$', '[.]d[.][cm]?ts$', '[.]config[.][^/]+$', '(^|/)(scripts|bin)/'],
      },
      to: {},
    },
  ] satisfies IForbiddenRuleType[],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: 'specify',
    combinedDependencies: true,
  },
} satisfies IConfiguration;
