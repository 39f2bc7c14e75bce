import type { IConfiguration } from 'dependency-cruiser';

const forbid = (name: string, ...rules: { readonly from: object; readonly to: object }[]): IConfiguration => ({
  forbidden: rules.map((rule, index) => ({ ...rule, name: index ? `${name}-${index}` : name, severity: 'error' })),
});

/** Rule sets that together use every condition, in the ways that matter. */
export const ruleSets: Readonly<Record<string, IConfiguration>> = {
  path: forbid('path', { from: { path: '^src/view' }, to: { path: ['model', 'host'] } }),
  pathNot: forbid('path-not', {
    from: { path: '^src', pathNot: ['^src/app', '^src/lazy'] },
    to: { pathNot: ['^src', 'node_modules'] },
  }),
  'groups in path': forbid('own-test', { from: { path: '^test/([^/]+)\\.test\\.ts$' }, to: { path: '^src/[^/]+/$1' } }),
  'groups in pathNot': forbid('other-feature', {
    from: { path: '^src/features/([^/]+)/' },
    to: { path: '^src/features/', pathNot: '^src/features/$1/' },
  }),
  'the whole match as a group': forbid('self', {
    from: { path: '(^src/[^/]+/)' },
    to: { path: '^src', pathNot: '$0' },
  }),
  'a group that caught nothing': forbid('hole', {
    from: { path: '^src/(?:(app)|(view))/' },
    to: { path: '^src', pathNot: '^src/$1/' },
  }),
  orphan: forbid('orphans', { from: { orphan: true }, to: {} }, { from: { orphan: false, path: '^test' }, to: {} }),
  'orphan with paths': forbid('orphans', { from: { orphan: true, pathNot: 'exotic|d\\.ts$' }, to: {} }),
  circular: forbid('cycles', { from: {}, to: { circular: true } }),
  'not circular': forbid('straight', { from: { path: '^src/view' }, to: { circular: false } }),
  via: forbid(
    'via',
    { from: {}, to: { circular: true, via: 'render' } },
    { from: {}, to: { circular: true, via: ['size', 'other'] } },
    { from: {}, to: { circular: true, via: { path: 'item', pathNot: 'item' } } },
    { from: {}, to: { circular: true, via: { pathNot: '^src/(view|app)' } } },
    { from: {}, to: { circular: true, via: { dependencyTypes: ['type-only', 'require'] } } },
    { from: {}, to: { circular: true, via: { dependencyTypesNot: ['import'] } } },
  ),
  viaOnly: forbid(
    'via-only',
    { from: {}, to: { circular: true, viaOnly: '^src/view' } },
    { from: {}, to: { circular: true, viaOnly: { pathNot: 'item' } } },
    { from: {}, to: { circular: true, viaOnly: { path: '^src/view', pathNot: 'render' } } },
    { from: {}, to: { circular: true, viaOnly: { dependencyTypes: ['import'] } } },
    { from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only', 'type-import'] } } },
  ),
  'via of groups': forbid('via-groups', {
    from: { path: '^src/([^/]+)/' },
    to: { circular: true, viaOnly: '^src/$1/', via: { pathNot: 'item' } },
  }),
  'older via': forbid(
    'older-via',
    { from: {}, to: { circular: true, viaNot: ['item', 'size'] } },
    { from: {}, to: { circular: true, viaSomeNot: '^src/view' } },
    { from: {}, to: { circular: true, viaOnly: '^src', viaNot: 'render' } },
  ),
  'via without circular': forbid('any-via', { from: { path: '^src/view' }, to: { via: 'render' } }),
  reachable: forbid('reaches', { from: { path: '^src/index' }, to: { path: '^src/(lazy|model)', reachable: true } }),
  'reachable from many': forbid('reaches', {
    from: { path: '^test' },
    to: { path: '^src', pathNot: 'lazy', reachable: true },
  }),
  'reachable with groups': forbid('reaches-other', {
    from: { path: '^src/features/([^/]+)/index' },
    to: { path: '^src/features/', pathNot: '^src/features/$1/', reachable: true },
  }),
  'not reachable': forbid('dead', { from: { path: '^src/index' }, to: { path: '^src', reachable: false } }),
  'not reachable from many': forbid('dead', {
    from: { path: '^(test|src/index)' },
    to: { path: '^src', reachable: false },
  }),
  'not reachable, itself a start': forbid('dead', {
    from: { path: '^src/view' },
    to: { path: '^src/view', reachable: false },
  }),
  'not reachable with groups': forbid('not-from-index', {
    from: { path: '^src/features/([^/]+)/index' },
    to: { path: '^src/features/$1/', reachable: false },
  }),
  'two rules of one name': {
    forbidden: [
      { name: 'dead', from: { path: '^test/util' }, to: { path: '^src/(util|features/two)', reachable: false } },
      { name: 'dead', from: { path: '^test/start' }, to: { path: '^src/(util|features/two)', reachable: false } },
    ],
  },
  dependencyTypes: forbid(
    'types',
    { from: {}, to: { dependencyTypes: ['npm-dev', 'core'] } },
    { from: {}, to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'] } },
    { from: {}, to: { dependencyTypes: ['npm-peer', 'npm-optional', 'npm-bundled'] } },
    { from: {}, to: { dependencyTypes: ['type-only', 'type-import'] } },
    { from: {}, to: { dependencyTypes: ['require', 'import-equals', 'dynamic-import'] } },
    { from: {}, to: { dependencyTypes: ['triple-slash-directive'] } },
    { from: {}, to: { dependencyTypes: ['aliased-tsconfig-paths', 'aliased-subpath-import'] } },
    { from: {}, to: { dependencyTypes: ['pre-compilation-only'] } },
    { from: {}, to: { dependencyTypes: ['deprecated'] } },
  ),
  dependencyTypesNot: forbid('types-not', {
    from: { path: '^src' },
    to: { dependencyTypesNot: ['local', 'npm', 'core', 'export'] },
  }),
  moreThanOneDependencyType: forbid(
    'twice',
    { from: {}, to: { moreThanOneDependencyType: true } },
    { from: { path: 'start' }, to: { moreThanOneDependencyType: false, path: 'node_modules' } },
  ),
  moreUnstable: forbid('unstable', { from: {}, to: { moreUnstable: true } }),
  'not moreUnstable': forbid('stable', { from: { path: '^src/view' }, to: { moreUnstable: false } }),
  license: forbid('licence', { from: {}, to: { license: ['GPL', 'ISC'] } }),
  licenseNot: forbid('licence-not', { from: {}, to: { licenseNot: 'MIT' } }),
  exotic: forbid(
    'exotic',
    { from: {}, to: { exoticallyRequired: true } },
    { from: {}, to: { exoticRequire: '^want$' } },
    { from: {}, to: { exoticRequireNot: '^need$' } },
  ),
  preCompilationOnly: forbid(
    'pre-compilation',
    { from: {}, to: { preCompilationOnly: true } },
    { from: { path: 'item' }, to: { preCompilationOnly: false } },
  ),
  couldNotResolve: forbid(
    'resolve',
    { from: {}, to: { couldNotResolve: true } },
    { from: { path: 'later' }, to: { couldNotResolve: false } },
  ),
  dynamic: forbid('dynamic', { from: {}, to: { dynamic: true } }, { from: { path: 'start' }, to: { dynamic: false } }),
  ancestor: forbid(
    'ancestor',
    { from: { path: '^src' }, to: { ancestor: true } },
    { from: { path: '^src/app' }, to: { ancestor: false } },
  ),
  dependents: {
    forbidden: [
      { name: 'too-few', module: { path: '^src', numberOfDependentsLessThan: 1 }, from: {} },
      {
        name: 'too-many',
        module: { path: '^src', pathNot: 'list', numberOfDependentsMoreThan: 1 },
        from: { path: '^src' },
      },
      {
        name: 'between',
        module: { numberOfDependentsLessThan: 3, numberOfDependentsMoreThan: 1 },
        from: { pathNot: '^test' },
      },
      { name: 'none', module: { path: '^src/model', numberOfDependentsMoreThan: 0 }, from: {} },
    ],
  },
  'folder scope': {
    forbidden: [
      { name: 'folder-cycles', scope: 'folder', from: {}, to: { circular: true } },
      { name: 'folder-instability', scope: 'folder', from: {}, to: { moreUnstable: true } },
      {
        name: 'folder-paths',
        scope: 'folder',
        from: { path: '^src/([^/]+)' },
        to: { path: '^src', pathNot: '^src/$1' },
      },
      { name: 'folder-straight', scope: 'folder', from: { path: 'features' }, to: { circular: false } },
    ],
  },
  allowed: {
    allowed: [
      { from: { path: '^src/([^/]+)/' }, to: { path: '^src/$1/' } },
      { from: {}, to: { dependencyTypes: ['npm', 'core'] } },
    ],
    allowedSeverity: 'error',
  },
  'allowed, severity by default': { allowed: [{ from: {}, to: { path: '^src' } }] },
  'allowed orphans': { allowed: [{ from: { orphan: false }, to: {} }] },
  'allowed reachability': {
    allowed: [
      { from: { path: '^src/index' }, to: { path: '^src', reachable: true } },
      { from: { path: '^test' }, to: { reachable: false } },
    ],
  },
  'allowed in folders': {
    allowed: [{ scope: 'folder', from: {}, to: { circular: false } } as never, { from: {}, to: {} }],
  },
  required: {
    required: [
      { name: 'tests-use-base', module: { path: '\\.test\\.ts$' }, to: { path: '^test/base' } },
      { name: 'index-has-helper', module: { path: '^src/features/([^/]+)/index' }, to: { path: '^src/features/$1/' } },
      { name: 'self', module: { path: '^src/util' }, to: { path: '^src/util' } },
    ],
  },
  'required by a way': {
    required: [
      {
        name: 'reach-util',
        module: { path: '^src/features/', pathNot: 'two' },
        to: { path: '^src/util', reachable: true },
      },
    ],
  },
  severities: {
    forbidden: [
      { name: 'warned', severity: 'warn', from: { path: 'start' }, to: {} },
      { name: 'told', severity: 'info', from: { path: 'start' }, to: {} },
      { name: 'ignored', severity: 'ignore', from: {}, to: {} },
      { from: { path: 'index' }, to: { path: 'shape' } },
    ],
  },
  'everything at once': {
    forbidden: [
      {
        name: 'cycles',
        severity: 'error',
        from: {},
        to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
      },
      { name: 'orphans', severity: 'warn', from: { orphan: true }, to: {} },
      { name: 'unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
      { name: 'unstable', severity: 'info', from: { path: '^src' }, to: { path: '^src', moreUnstable: true } },
      { name: 'dead', severity: 'warn', from: { path: '^src/index' }, to: { path: '^src', reachable: false } },
    ],
    required: [{ name: 'tested', module: { path: '^src/app' }, to: { path: '^src/view', reachable: true } }],
  },
};
