import { describe, expect, it } from 'vitest';
import { packageOf } from '#protocol';
import { compileRules } from '../../../src/graph/rules/config/compileRules.ts';
import { toModules } from '../../../src/graph/rules/modules/toModules.ts';
import { type Link, viewOf } from './support/view.ts';

const packages = [
  packageOf('', { devDependencies: { tool: '1' }, dependencies: { shared: '1' } }),
  packageOf('packages/a', {
    dependencies: { own: '1', both: '1' },
    devDependencies: { both: '1', '@types/typed': '1' },
  }),
];

function modulesOf(files: Record<string, (string | Link)[]>, options: object = {}, facts = {}) {
  const { value: rules, problems } = compileRules({ options });
  expect(problems).toEqual([]);
  return toModules(viewOf(files), packages, { ...rules, needsLicences: true, needsDeprecations: true }, facts);
}

/** The types of the one dependency of a file. */
function typesOf(link: string | Link, options: object = { tsPreCompilationDeps: 'specify' }) {
  const [module] = modulesOf({ 'packages/a/src/x.ts': [link], 'y.ts': [] }, options);
  return module?.dependencies[0]?.dependencyTypes.join(' ');
}

const npm = (name: string): Link => ({
  specifier: name,
  to: { kind: 'package', name, path: `node_modules/${name}/index.js` },
});
const aliased = (alias: 'tsconfig-paths' | 'tsconfig-base-url' | 'subpath-import' | 'workspace'): Link => ({
  specifier: '#y',
  to: { kind: 'file', path: 'y.ts', alias },
});

describe('the types of a dependency', () => {
  it.each<[string | Link, string]>([
    ['y.ts', 'local import'],
    [{ to: 'y.ts', syntax: 'export' }, 'local export'],
    [{ to: 'y.ts', typeOnly: true }, 'local type-only import pre-compilation-only'],
    [{ to: 'y.ts', typeOnly: true, syntax: 'export' }, 'local type-only export pre-compilation-only'],
    [{ to: 'y.ts', syntax: 'dynamic-import' }, 'local dynamic-import'],
    [{ to: 'y.ts', syntax: 'require' }, 'local require'],
    [{ to: 'y.ts', syntax: 'import-equals' }, 'local import-equals'],
    [{ to: 'y.ts', syntax: 'import-type', typeOnly: true }, 'local type-import pre-compilation-only'],
    [
      { to: 'y.ts', syntax: 'triple-slash-path', typeOnly: true },
      'local triple-slash-directive triple-slash-file-reference pre-compilation-only',
    ],
    [aliased('tsconfig-paths'), 'aliased aliased-tsconfig aliased-tsconfig-paths local import'],
    [aliased('tsconfig-base-url'), 'aliased aliased-tsconfig aliased-tsconfig-base-url local import'],
    [aliased('subpath-import'), 'aliased aliased-subpath-import local import'],
    [aliased('workspace'), 'aliased aliased-workspace local import'],
    [{ specifier: '/y', to: 'y.ts' }, 'undetermined import'],
    [{ to: { kind: 'builtin', name: 'fs' } }, 'core import'],
    [{ to: { kind: 'unresolved', reason: 'gone' } }, 'unknown'],
    [npm('own'), 'npm import'],
    [npm('both'), 'npm npm-dev import'],
    [npm('typed'), 'npm-dev import'],
    [npm('tool'), 'npm-no-pkg import'],
    [{ ...npm('own'), specifier: 'own/deep/file' }, 'npm import'],
  ])('%j is %s', (link, types) => {
    expect(typesOf(link)).toBe(types);
  });

  it('counts the package.json files on the way up together where it is asked to', () => {
    expect(typesOf(npm('tool'), { combinedDependencies: true })).toBe('npm-dev import');
    expect(typesOf(npm('shared'), { combinedDependencies: true })).toBe('npm import');
  });

  it('does not know where there is no package.json', () => {
    const { value: rules } = compileRules({});
    const [module] = toModules(viewOf({ 'x.ts': [npm('own')] }), [], rules);
    expect(module?.dependencies[0]?.dependencyTypes).toEqual(['npm-unknown', 'import']);
  });

  it('asks for licences and deprecations of packages', () => {
    const facts = { licenceOf: (name: string, from: string) => `${name} for ${from}`, isDeprecated: () => true };
    const [module] = modulesOf({ 'x.ts': [npm('shared'), 'y.ts'], 'y.ts': [] }, {}, facts);
    expect(module?.dependencies.map(({ license }) => license)).toEqual([undefined, 'shared for x.ts']);
    expect(module?.dependencies[1]?.dependencyTypes).toEqual(['npm', 'deprecated', 'import']);
  });
});

describe('toModules', () => {
  const sources = (files: Record<string, (string | Link)[]>, options: object) =>
    modulesOf(files, options).map(({ source }) => source);

  it('makes modules of packages, built-ins and what could not be resolved', () => {
    const files = {
      'x.ts': [
        npm('shared'),
        { specifier: 'node:fs', to: { kind: 'builtin', name: 'node:fs' } as const },
        { to: { kind: 'unresolved', reason: '' } as const },
      ],
    };
    expect(modulesOf(files)).toMatchObject([
      {
        source: 'x.ts',
        dependencies: [{ resolved: './missing' }, { module: 'fs', protocol: 'node:' }, { module: 'shared' }],
      },
      { source: './missing', couldNotResolve: true, dependencies: [] },
      { source: 'fs', coreModule: true },
      { source: 'node_modules/shared/index.js', matchesDoNotFollow: true, followable: false },
    ]);
  });

  it('keeps the protocol of built-ins that have no other name', () => {
    const files = { 'x.ts': [{ specifier: 'node:test', to: { kind: 'builtin', name: 'node:test' } as const }] };
    expect(modulesOf(files)[0]?.dependencies).toMatchObject([{ module: 'node:test', resolved: 'node:test' }]);
  });

  it('takes packages that bring declarations by their folder, as rules mean what runs', () => {
    const at = (path: string | undefined, specifier: string, name = specifier) => {
      const to = { kind: 'package' as const, name, ...(path === undefined ? {} : { path }) };
      return modulesOf({ 'x.ts': [{ specifier, to }] })[0]?.dependencies[0]?.resolved;
    };
    expect(at('node_modules/a/index.d.ts', 'a')).toBe('node_modules/a');
    expect(at('x/node_modules/@s/a/dist/sub.d.mts', '@s/a/sub', '@s/a')).toBe('x/node_modules/@s/a/sub');
    expect(at('node_modules/a/lib/a.js', 'a')).toBe('node_modules/a/lib/a.js');
    expect(at('node_modules/@types/a/index.d.ts', 'a', '@types/a')).toBe('node_modules/@types/a/index.d.ts');
    expect(at(undefined, 'a/b', 'a')).toBe('node_modules/a/b');
  });

  it('lists what is not a source only where something depends on it', () => {
    const files = { 'x.ts': ['used.json'], 'used.json': [], 'unused.json': [] };
    expect(sources(files, {})).toEqual(['x.ts', 'used.json']);
  });

  it('leaves out what is excluded, whole folders included', () => {
    const files = { 'src/x.ts': ['gen/y.ts', 'src/z.ts'], 'src/z.ts': [], 'gen/y.ts': [], 'gen/deep/w.ts': [] };
    expect(sources(files, { exclude: '^gen$' })).toEqual(['src/x.ts', 'gen/y.ts', 'src/z.ts']);
    expect(sources(files, { exclude: { path: '^gen' } })).toEqual(['src/x.ts', 'src/z.ts']);
    expect(sources(files, { includeOnly: ['^src', 'deep'] })).toEqual(['gen/deep/w.ts', 'src/x.ts', 'src/z.ts']);
  });

  it('leaves out dynamic dependencies where they are excluded', () => {
    const files = { 'x.ts': ['y.ts', { to: 'z.ts', syntax: 'dynamic-import' as const }], 'y.ts': [], 'z.ts': [] };
    const kept = (dynamic: boolean) =>
      modulesOf(files, { exclude: { dynamic } })[0]?.dependencies.map((d) => d.resolved);
    expect([kept(true), kept(false)]).toEqual([['y.ts'], ['z.ts']]);
  });

  it('does not follow what is not to be followed', () => {
    const files = { 'src/x.ts': ['lib/y.ts'], 'lib/y.ts': ['lib/z.ts'], 'lib/z.ts': [] };
    const modules = modulesOf(files, { doNotFollow: '^lib' });
    expect(modules.map(({ source, dependencies }) => [source, dependencies.length])).toEqual([
      ['src/x.ts', 1],
      ['lib/y.ts', 0],
    ]);
    expect(modules[1]).toMatchObject({ matchesDoNotFollow: true });
  });

  it('sees what is left at run time where pre-compilation dependencies are off', () => {
    const files = {
      'x.ts': [{ to: 'y.ts', typeOnly: true }, { to: 'z.ts', syntax: 'import-type' as const, typeOnly: true }, 'w.ts'],
      'y.ts': [],
      'z.ts': [],
      'w.ts': [],
    };
    const seen = (tsPreCompilationDeps: unknown) =>
      modulesOf(files, { tsPreCompilationDeps })
        .find(({ source }) => source === 'x.ts')
        ?.dependencies.map((d) => [d.resolved, d.preCompilationOnly]);
    expect(seen(false)).toEqual([['w.ts', undefined]]);
    expect(seen(true)).toEqual([
      ['w.ts', undefined],
      ['y.ts', undefined],
      ['z.ts', undefined],
    ]);
    expect(seen('specify')).toEqual([
      ['w.ts', false],
      ['y.ts', true],
      ['z.ts', true],
    ]);
  });

  it('keeps to the module systems that are asked for', () => {
    const files = { 'x.ts': ['y.ts', { to: 'z.ts', syntax: 'require' as const }], 'y.ts': [], 'z.ts': [] };
    expect(modulesOf(files, { moduleSystems: ['cjs'] })[0]?.dependencies.map((d) => d.resolved)).toEqual(['z.ts']);
  });

  it('lists one dependency for several of a kind, types apart', () => {
    const files = {
      'x.ts': [
        'y.ts',
        { to: 'y.ts', syntax: 'export' as const },
        { to: 'y.ts', typeOnly: true },
        { to: 'z.ts', start: 900 },
        { to: 'z.ts', start: 900, syntax: 'export' as const, typeOnly: true },
      ],
      'y.ts': [],
      'z.ts': [],
    };
    const [module] = modulesOf(files, { tsPreCompilationDeps: true });
    expect(module?.dependencies.map((d) => `${d.resolved} ${d.dependencyTypes.join(' ')}`)).toEqual([
      'y.ts local import',
      'y.ts local type-only import',
      'z.ts local import',
    ]);
  });

  it('tells the lines of imports', () => {
    const { value: rules } = compileRules({});
    const [module] = toModules(viewOf({ 'x.ts': [{ to: 'y.ts', line: 12 }], 'y.ts': [] }), [], rules);
    expect(module?.dependencies[0]?.line).toBe(12);
  });
});
