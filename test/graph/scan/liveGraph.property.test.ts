import { existsSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { FileEvent } from '#protocol';
import { LiveGraph } from '../../../src/graph/scan/liveGraph.ts';
import fc from '../../support/fastCheck.ts';

const folders = ['', 'lib/', 'lib/deep/', 'app/'];
const names = ['a', 'b', 'index', 'C'];
const path = fc
  .tuple(
    fc.constantFrom(...folders),
    fc.constantFrom(...names),
    fc.constantFrom('.ts', '.tsx', '.js', '.d.ts', '.json', '.css'),
  )
  .map((parts) => parts.join(''));
const specifier = fc.constantFrom(
  './a',
  './b.js',
  './c',
  './index',
  '.',
  '..',
  '../a',
  '../lib',
  './lib/a',
  './deep',
  '../lib/deep/b.js',
  './a.json',
  './b.css',
  '~/a',
  '~/lib/b',
  'lib/a',
  '#own/a',
  'self',
  'self/lib/a',
  'react',
  'node:fs',
  './missing',
);
const statement = fc
  .tuple(
    specifier,
    fc.constantFrom(
      'import { a } from',
      'import type { T } from',
      'export * from',
      'import',
      'const x = import(',
      'const y = require(',
    ),
  )
  .map(([to, syntax]) => (syntax.endsWith('(') ? `${syntax}'${to}');` : `${syntax} '${to}';`));
const source = fc.array(statement, { maxLength: 4 }).map((lines) => `${lines.join('\n')}\nexport const a = 1;\n`);
const configuration = fc.constantFrom<[string, string]>(
  ['tsconfig.json', '{"compilerOptions": {"paths": {"~/*": ["./lib/*", "./app/*"]}}}'],
  ['tsconfig.json', '{"compilerOptions": {"verbatimModuleSyntax": true}}'],
  ['tsconfig.json', '{"extends": "./base.json"}'],
  ['tsconfig.json', '{'],
  ['base.json', '{"compilerOptions": {"paths": {"~/*": ["./app/*"]}}}'],
  ['base.json', '{"compilerOptions": {"baseUrl": "."}}'],
  ['base.json', '{"compilerOptions": {"preserveValueImports": true}}'],
  ['lib/tsconfig.json', '{"compilerOptions": {"baseUrl": ".."}}'],
  ['package.json', '{"name": "self", "imports": {"#own/*": "./lib/*.ts"}, "main": "./lib/index.ts"}'],
  [
    'package.json',
    '{"name": "self", "dependencies": {"react": "1"}, "exports": {".": "./dist/index.js", "./*": "./dist/*.js"}}',
  ],
  [
    'package.json',
    '{"name": "self", "exports": {"types": "./lib/a.d.ts", "require": "./app/b.js", "import": "./lib/a.js"}}',
  ],
  ['package.json', '{"name": "self", "imports": {"#own/*": "lib/*"}}'],
  ['tsconfig.json', '{"extends": ["./gone.json", "./base.json", "nowhere/tsconfig.json"]}'],
  ['base.json', '{"extends": "./tsconfig.json", "compilerOptions": {"paths": {"~/*": ["./lib/*"], "x": 1}}}'],
  ['lib/package.json', '{"name": "lib", "main": "b.js"}'],
  ['.gitignore', 'deep\n'],
  ['.gitignore', 'app/*.ts\n!app/a.ts\n'],
  ['lib/.gitignore', 'a.*\n'],
);

const edit = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('write' as const), path, text: source }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), path }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('rename' as const), path, to: path }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('delete' as const),
      path: fc.constantFrom('lib', 'app', 'lib/deep', 'tsconfig.json', 'package.json', '.gitignore'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('rename' as const),
      path: fc.constantFrom('lib', 'app'),
      to: fc.constantFrom('lib', 'app', 'lib/deep'),
    }),
  },
  { weight: 2, arbitrary: configuration.map(([path, text]) => ({ kind: 'write' as const, path, text })) },
);
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

/** Does what an edit says, as far as the disk allows, and returns the events that a watcher would send. */
function perform(root: string, step: Edit): FileEvent[] {
  const at = join(root, step.path);
  try {
    if (step.kind === 'write') {
      const type = existsSync(at) ? 'changed' : 'created';
      mkdirSync(dirname(at), { recursive: true });
      writeFileSync(at, step.text);
      return [{ type, path: step.path }];
    }
    statSync(at);
    if (step.kind === 'delete') {
      rmSync(at, { recursive: true });
      return [{ type: 'deleted', path: step.path }];
    }
    mkdirSync(dirname(join(root, step.to)), { recursive: true });
    renameSync(at, join(root, step.to));
    return [
      { type: 'deleted', path: step.path },
      { type: 'created', path: step.to },
    ];
  } catch {
    return []; // a folder stands where a file was to be, or there is nothing to delete
  }
}

/** The watcher of a folder that appears says nothing of the folders made on the way to it. */
async function cold(root: string, exclude: readonly string[]) {
  const graph = new LiveGraph({ root, exclude });
  await graph.scan();
  return { files: graph.view.files, problems: graph.problems };
}

test('after any sequence of edits the graph equals a cold scan', async () => {
  const batch = fc.array(edit, { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(edit, { maxLength: 8 }),
      fc.array(batch, { minLength: 1, maxLength: 6 }),
      async (before, batches) => {
        const root = realpathSync(mkdtempSync(join(tmpdir(), 'toolwright-live-')));
        try {
          for (const step of before) perform(root, step);
          const live = new LiveGraph({ root, exclude: ['app/C.*'] });
          await live.scan();
          for (const steps of batches) {
            await live.apply(steps.flatMap((step) => perform(root, step)));
            expect({ files: live.view.files, problems: live.problems }).toEqual(await cold(root, ['app/C.*']));
          }
        } finally {
          rmSync(root, { recursive: true, force: true });
        }
      },
    ),
    { numRuns: 100 },
  );
}, 120_000);

test('a scan from the cache equals a cold scan, whatever changed in between', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(edit, { minLength: 3, maxLength: 10 }),
      fc.array(edit, { maxLength: 5 }),
      async (before, after) => {
        const root = realpathSync(mkdtempSync(join(tmpdir(), 'toolwright-cache-')));
        const cacheFile = join(`${root}-cache`, 'graph.json');
        try {
          for (const step of before) perform(root, step);
          const first = new LiveGraph({ root, cacheFile });
          await first.scan();
          first.save();
          for (const step of after) perform(root, step);
          const second = new LiveGraph({ root, cacheFile });
          await second.scan();
          expect({ files: second.view.files, problems: second.problems }).toEqual(await cold(root, []));
        } finally {
          rmSync(root, { recursive: true, force: true });
          rmSync(`${root}-cache`, { recursive: true, force: true });
        }
      },
    ),
    { numRuns: 80 },
  );
}, 120_000);
