// The architecture of this repository as rules, checked by `toolwright rules .`; ARCHITECTURE.md tells the story.

/** From the lowest to the highest: a feature may use those of the tiers before its own, never its neighbours. */
const tiers = [
  ['base'],
  ['protocol'],
  ['workspace', 'journal'],
  ['graph', 'capability/package', 'capability/safety', 'capability/sandbox'],
  ['capability/benchmark'],
  ['capability/router', 'capability/verification'],
  ['capability/synthesis', 'capability/discovery', 'capability/rollout'],
  ['engine'],
];

/** Built-in modules that reach the world outside of the process. */
const outside = '^(node:)?(fs|fs/promises|child_process|worker_threads|cluster|net|tls|dgram|http|https|http2|sqlite)$';

const downwardsOnly = tiers.flatMap((tier, at) =>
  tier.map((feature) => {
    const below = tiers.slice(0, at).flat();
    return {
      name: `${feature.replace('/', '-')}-uses-only-what-is-below`,
      severity: 'error',
      comment: `Features build on each other: ${[...below, feature].join(', ')}. A lower one that knows a higher one, or neighbours that know each other, can no longer be understood, tested or used alone.`,
      from: { path: `^src/${feature}/` },
      to: { path: '^src/', pathNot: `^src/(${[...below, feature].join('|')})/` },
    };
  }),
);

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment:
        'Files in a cycle can only be understood, tested and loaded together; type-only cycles are no exception.',
      from: {},
      to: { circular: true },
    },
    ...downwardsOnly,
    {
      name: 'edges-use-the-engine',
      severity: 'error',
      comment:
        'Editor and command line are two faces of one engine: what they need of a feature goes through its session.',
      from: { path: '^src/(host|cli)/' },
      to: { path: '^src/', pathNot: '^src/($1|engine|protocol|base)/' },
    },
    {
      name: 'nothing-uses-the-edges',
      severity: 'error',
      comment: 'What knows the editor or the command line cannot be used without it.',
      from: { path: '^(src|webview)/', pathNot: '^src/(host/|cli/|extension[.]ts$)' },
      to: { path: '^src/(host/|cli/|extension[.]ts$)' },
    },
    {
      name: 'only-the-host-knows-vscode',
      severity: 'error',
      comment: 'Everything else runs, and is tested, without an editor. That holds for types, too.',
      from: { path: '^(src|webview)/', pathNot: '^src/(host/|extension[.]ts$)' },
      to: { path: '^(node_modules/@types/)?vscode(/|$)' },
    },
    {
      name: 'one-door-a-feature',
      severity: 'error',
      comment:
        "A feature's index.ts says what others may rely on; all else in its folder can change at any time. The engine has a second door for those who run it in their own thread, and rollouts have one for apps, which load no more than they need.",
      from: { path: '^src/(capability/[^/]+|[^/]+)/' },
      to: {
        path: '^src/[^/]+/',
        pathNot: [
          '^src/$1/',
          '^src/(capability/)?[^/]+/index[.]ts$',
          '^src/engine/local[.]ts$',
          '^src/capability/rollout/routing/index[.]ts$',
        ],
      },
    },
    {
      name: 'features-by-name',
      severity: 'error',
      comment: 'An import that leaves its feature says so: `#graph`, not `../../graph/index.ts`.',
      from: { path: '^src/(capability/[^/]+|[^/]+)/' },
      to: { path: '^src/[^/]+/', pathNot: '^src/$1/', dependencyTypesNot: ['aliased'] },
    },
    {
      name: 'the-runtime-stands-alone',
      severity: 'error',
      comment:
        'It is loaded by apps of users, in browsers too: it brings the routing of rollouts, and nothing else of the product.',
      from: { path: '^src/runtime/' },
      to: { path: '^src/', pathNot: '^src/(runtime/|capability/rollout/routing/index[.]ts$)' },
    },
    {
      name: 'few-touch-the-outside',
      severity: 'error',
      comment:
        'Files, processes, threads and network are reached through workspace/ (databases through journal/, generated code through sandbox/; apps have runtime/node/), so that all else is a function of its input.',
      from: {
        path: '^src/',
        pathNot: ['^src/(workspace|journal|capability/sandbox|cli|runtime/node)/', '[.]worker[.]ts$'],
      },
      to: { path: outside },
    },
    {
      name: 'webviews-know-messages-only',
      severity: 'error',
      comment: 'A panel runs in a browser and is not trusted: it shares records and messages with the host, no code.',
      from: { path: '^webview/' },
      to: { path: '^src/', pathNot: '^src/(base|protocol)/index[.]ts$' },
    },
    {
      name: 'panels-stand-alone',
      severity: 'error',
      comment: 'What two panels share is in webview/ui, which knows neither of them.',
      from: { path: '^webview/([^/]+)/' },
      to: { path: '^webview/', pathNot: '^webview/($1|ui)/' },
    },
    {
      name: 'product-without-tests-and-scripts',
      severity: 'error',
      comment: 'Tests and scripts are not shipped.',
      from: { path: '^(src|webview)/' },
      to: { path: '^(test|scripts)/' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'Nobody uses it and it uses nobody: it is left over.',
      from: { orphan: true, path: '^(src|webview|scripts)/', pathNot: '[.]d[.]ts$' },
      to: {},
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      comment: 'The file or package behind this import does not exist. (`vscode` does in the editor alone.)',
      from: {},
      to: { couldNotResolve: true, pathNot: '^vscode$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|test/(artefacts|fixtures|golden))/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
